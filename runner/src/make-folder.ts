import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder, and those above it, unless it is there. Node's own `recursive` tries for ever below a folder in which
 * none can be made, such as /proc; this fails with what the system says.
 */
export function makeFolder(folder: string, mode?: number): void {
  try {
    mkdirSync(folder, mode)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && !existsSync(dirname(folder))) {
      makeFolder(dirname(folder), mode)
      makeFolder(folder, mode)
    } else if (code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}
