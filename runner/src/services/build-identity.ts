import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const runsFromSource = extname(import.meta.url) === '.ts'

/**
 * Tells this build of the services code from others: the package's version, and in a clone also the time of its
 * newest source file, so that whoever changes the keeper is not served by yesterday's.
 */
export function buildIdentity(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  return runsFromSource ? `${version}+${newestChange(fileURLToPath(new URL('.', import.meta.url)))}` : version
}

function newestChange(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return Math.max(...sources.map((file) => Math.trunc(statSync(`${folder}/${file}`).mtimeMs))).toString(36)
}
