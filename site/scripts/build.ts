import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installSite } from './install-site.ts'
import { siteFolder } from './site-folder.ts'
import { exitCodeOf, tellSiteError } from './tell-site-error.ts'
import { writeServiceWorker } from './write-service-worker.ts'

// `npm run site:build -- --base /course/ --out some/folder`: the whole site as files.
const { values } = parseArgs({
  options: { base: { type: 'string', default: '/' }, out: { type: 'string' }, site: { type: 'string' } },
})
const { base, out, site } = values

process.chdir(siteFolder)
process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
if (!(await installSite((text) => void process.stderr.write(text)))) process.exit(3)
try {
  const { build } = await import('astro')
  const folder = out === undefined ? {} : { outDir: out }
  await build({ root: siteFolder, base, logLevel: 'warn', ...folder, ...(site === undefined ? {} : { site }) })
  const { indexPages } = await import('./index-pages.ts')
  const built = resolve(siteFolder, out ?? 'dist')
  await indexPages(built)
  writeServiceWorker(built)
} catch (error) {
  tellSiteError(error)
  process.exit(exitCodeOf(error))
}
