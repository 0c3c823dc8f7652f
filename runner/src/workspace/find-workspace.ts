import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CourseError } from '../errors.ts'
import { initWorkspace } from './init-workspace.ts'
import { isClone } from './is-clone.ts'
import { mirrorFolderOf } from './mirror/place-mirror.ts'
import type { Workspace } from './workspace.ts'

/** Its presence makes a folder a workspace. */
const markerName = 'loadbearing.json'

interface Place {
  readonly currentFolder: string
  readonly packageRoot: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

/**
 * Where the workspace is: `KATA_WORKSPACE`, else the nearest folder upwards with `loadbearing.json`,
 * else `workspace/` of a clone. In the first and last case it may not exist yet; see `openWorkspace`.
 */
export function findWorkspace({ currentFolder, packageRoot, env = process.env }: Place): Workspace | undefined {
  const named = env['KATA_WORKSPACE']
  if (named) return describe(resolve(currentFolder, named))
  const ofClone = isClone(packageRoot) ? join(packageRoot, 'workspace') : undefined
  const marked = findMarked(resolve(currentFolder))
  const folder = marked ?? ofClone
  if (folder === undefined) return undefined
  return folder === ofClone ? { ...describe(folder), isOfClone: true } : describe(folder)
}

/** As `findWorkspace`; makes the folder when it is not there yet, and throws `WORKSPACE_NOT_FOUND` when there is none to make. */
export function openWorkspace(place: Place): Workspace {
  const workspace = findWorkspace(place)
  if (!workspace) {
    throw new CourseError('WORKSPACE_NOT_FOUND', {
      message: `Neither ${place.currentFolder} nor a folder above it holds ${markerName}, and KATA_WORKSPACE is not set.`,
    })
  }
  if (!existsSync(join(workspace.folder, markerName))) initWorkspace(workspace.folder, place.packageRoot)
  return workspace
}

function describe(folder: string): Workspace {
  return {
    folder,
    progressFile: join(folder, 'progress.jsonl'),
    attemptsFolder: join(folder, 'attempts'),
    mirrorFolder: mirrorFolderOf(folder),
  }
}

function findMarked(folder: string): string | undefined {
  if (existsSync(join(folder, markerName))) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : findMarked(parent)
}
