import { parseArgs } from 'node:util'
import { enterSite } from './enter-site.ts'
import { siteFolder } from './site-folder.ts'
import { exitCodeOf, tellSiteError } from './tell-site-error.ts'

// `npm run site -- --port 4400`: the site on loopback; a page is made when it is asked for, from the files as they are.
const { values } = parseArgs({ options: { port: { type: 'string', default: '4321' } } })

if (!(await enterSite())) process.exit(3)
try {
  const { dev } = await import('astro')
  await dev({ root: siteFolder, server: { host: '127.0.0.1', port: Number(values.port) } })
} catch (error) {
  tellSiteError(error)
  process.exit(exitCodeOf(error))
}
