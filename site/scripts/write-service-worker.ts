import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashFiles, listFiles } from './list-files.ts'
import { siteFolder } from './site-folder.ts'

const serviceWorkerName = 'sw.js'

/**
 * Writes the service worker of a built site, as its last file: it names every other one, and a hash of them all, so
 * that another content is another worker.
 *
 * @returns the hash
 */
export function writeServiceWorker(folder: string): string {
  const files = new Map([...listFiles(folder)].filter(([path]) => path !== serviceWorkerName))
  const version = hashFiles(files)
  const addresses = [...files.keys()].map((path) => path.replace(/(^|\/)index\.html$/, '$1'))
  const source = readFileSync(join(siteFolder, 'src/offline/service-worker.js'), 'utf8')
  const values = `const version = ${JSON.stringify(version)}\nconst addresses = ${JSON.stringify(addresses)}\n`
  writeFileSync(join(folder, serviceWorkerName), `${values}${source}`)
  return version
}
