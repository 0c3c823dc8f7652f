import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { dataFolder } from '../../services/data-folder.ts'

/** Holds one folder for each workspace of this user. */
export function mirrorsFolder(): string {
  return join(dataFolder(), 'progress')
}

/** Where a workspace is kept a second time. It is known again by its path, also after all of it was removed. */
export function mirrorFolderOf(workspaceFolder: string): string {
  const path = realPathOf(workspaceFolder)
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12)
  return join(mirrorsFolder(), `${basename(path)}-${hash}`)
}

// One folder may be reached by several paths. What is not there yet has the real path of the folder that it will be in.
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPathOf(parent), basename(path))
  }
}
