import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { servicesFolder } from '../data-folder.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

/**
 * Where local servers keep binaries and data: below the data folder, unless this is root, whose servers run as
 * another user which must be able to reach the folder; a home is often closed to others.
 */
export function localFolder(): string {
  const preferred = join(servicesFolder(), 'local')
  if (!findUnprivilegedUser()) return makeFolder(preferred, 0o700)
  makeFolder(preferred, 0o711)
  if (isOpenToOthers(preferred)) return preferred
  const name = createHash('sha256').update(preferred).digest('hex').slice(0, 12)
  return makeFolder(join('/var/lib/loadbearing', name), 0o711)
}

function makeFolder(folder: string, mode: number): string {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, mode)
  return folder
}

/** Whether other users may walk through this folder and all above it. */
function isOpenToOthers(folder: string): boolean {
  const isOpen = (statSync(folder).mode & 0o001) !== 0
  const parent = dirname(folder)
  return isOpen && (parent === folder || isOpenToOthers(parent))
}
