import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeIfAbsent } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'
import { mirrorsFolder } from './place-mirror.ts'

/** Whose mirror a folder is. */
interface MirrorOwner {
  /** The workspace's folder. */
  readonly folder: string
  readonly isOfClone: boolean
}

const ownerName = 'workspace.json'

/** Writes down whose mirror this is, for people and for later clones. */
export function nameOwner(mirrorFolder: string, { folder, isOfClone = false }: Workspace): void {
  const owner: MirrorOwner = { folder, isOfClone }
  writeIfAbsent(join(mirrorFolder, ownerName), `${JSON.stringify(owner, null, 2)}\n`)
}

/** The mirror of the clone in which this user worked last. */
export function findLastClone(): (MirrorOwner & { readonly mirrorFolder: string }) | undefined {
  const mirrors = foldersOf(mirrorsFolder()).flatMap((mirrorFolder) => {
    const owner = loadOwner(mirrorFolder)
    const log = join(mirrorFolder, 'progress.jsonl')
    return owner?.isOfClone && existsSync(log) ? [{ ...owner, mirrorFolder, writtenAt: statSync(log).mtimeMs }] : []
  })
  return mirrors.sort((left, right) => right.writtenAt - left.writtenAt)[0]
}

function foldersOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
}

function loadOwner(mirrorFolder: string): MirrorOwner | undefined {
  try {
    return JSON.parse(readFileSync(join(mirrorFolder, ownerName), 'utf8'))
  } catch {
    return undefined
  }
}
