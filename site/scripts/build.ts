import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { enterSite } from './enter-site.ts'
import { siteFolder } from './site-folder.ts'
import { exitCodeOf, tellSiteError } from './tell-site-error.ts'
import { writeServiceWorker } from './write-service-worker.ts'

// `npm run site:build -- --base /course/ --out some/folder`: the whole site as files.
const { values } = parseArgs({
  options: { base: { type: 'string', default: '/' }, out: { type: 'string' }, site: { type: 'string' } },
})

async function build(): Promise<void> {
  // What needs the site's packages is loaded once they are installed.
  const { siteCourse } = await import('../src/course/site-course.ts')
  const { checkCourse } = await import('../src/course/check-course.ts')
  await checkCourse(await siteCourse())
  const { build } = await import('astro')
  const { base, out, site } = values
  const folder = out === undefined ? {} : { outDir: out }
  await build({ root: siteFolder, base, logLevel: 'warn', ...folder, ...(site === undefined ? {} : { site }) })
  const { indexPages } = await import('./index-pages.ts')
  const built = resolve(siteFolder, out ?? 'dist')
  await indexPages(built)
  writeServiceWorker(built)
}

if (!(await enterSite())) process.exit(3)
await build().catch((error: unknown) => {
  tellSiteError(error)
  process.exit(exitCodeOf(error))
})
