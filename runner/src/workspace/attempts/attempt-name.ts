import { createHash } from 'node:crypto'
import type { FolderFiles } from '../safe-files.ts'

/** The name under which a version is kept: it sorts by time, and tells one content from another. */
export function attemptName(at: Date, hash: string): string {
  return `${at.toISOString().slice(0, 23).replaceAll(/[:.]/g, '-')}-${hash.slice(0, 8)}`
}

/** When a version was kept, in ISO 8601; undefined when its folder was renamed. */
export function timeOfAttempt(name: string): string | undefined {
  const pattern = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})-/
  const [, day, hours, minutes, seconds, milliseconds] = pattern.exec(name) ?? []
  return day === undefined ? undefined : `${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`
}

/** The fingerprint of several files, names included. */
export function hashFiles(files: FolderFiles): string {
  const hash = createHash('sha256')
  for (const [name, content] of [...files].sort(([left], [right]) => (left < right ? -1 : 1))) {
    hash.update(`${name}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}
