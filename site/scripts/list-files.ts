import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** The files below a folder by path with slashes, each with the hash of its content, in the order of their names. */
export function listFiles(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const hashed = entries.map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name)
    return [relative(folder, path).split(sep).join('/'), hashOf(readFileSync(path))]
  })
  return new Map(hashed.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** One hash for all files and their names. */
export function hashFiles(files: ReadonlyMap<string, string>): string {
  return hashOf(JSON.stringify([...files]))
}

function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}
