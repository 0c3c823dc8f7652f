import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Kata } from './kata.ts'
import { fingerprintFiles } from './kata-fingerprint.ts'

/** The fingerprint of a kata as its files are now. */
export function loadKataFingerprint({ folder }: Kata): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return fingerprintFiles(
    entries.map((entry): [string, string] => {
      const path = join(entry.parentPath, entry.name)
      const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
      return [relative(folder, path).split(sep).join('/'), text]
    }),
  )
}
