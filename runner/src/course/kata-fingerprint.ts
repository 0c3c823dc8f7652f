import { createHash } from 'node:crypto'

/** Of all files of a kata, by path below its folder and with LF ends: another one means that something changed. */
export function fingerprintFiles(files: Iterable<readonly [path: string, text: string]>): string {
  const hash = createHash('sha256')
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  for (const [path, text] of sorted) hash.update(`${path}\0${text.length}\0${text}`)
  return hash.digest('hex').slice(0, 16)
}
