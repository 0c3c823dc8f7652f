import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { CourseError } from '../errors.ts'
import { makeFolder } from '../make-folder.ts'
import { sortableId } from '../sortable-id.ts'

/**
 * Appends lines with a single write and waits until they are on the disk. The system appends whole writes,
 * so two processes never mix their lines. A line that an earlier crash left open is closed first.
 */
export function appendLines(file: string, ...lines: readonly string[]): void {
  guardWrites(file, () => {
    makeFolder(dirname(file))
    const descriptor = fs.openSync(file, 'a+')
    try {
      const text = Buffer.from(`${endsInsideLine(descriptor) ? '\n' : ''}${lines.map((line) => `${line}\n`).join('')}`)
      const written = text.length === 0 ? 0 : fs.writeSync(descriptor, text)
      if (written < text.length)
        throw new CourseError('WORKSPACE_NOT_WRITABLE', { message: `${file}: the disk is full.` })
      fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
  })
}

/** Writes a file so that after a crash there is either all of it or what was there before. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  guardWrites(file, () => {
    makeFolder(dirname(file))
    const part = partOf(file)
    try {
      writeSynced(part, content)
      fs.renameSync(part, file)
    } catch (error) {
      removePart(part)
      throw error
    }
  })
}

/** Writes a file unless there is one already. Tells whether it was written. */
export function writeIfAbsent(file: string, content: string | Uint8Array): boolean {
  if (fs.existsSync(file)) return false
  writeWhole(file, content)
  return true
}

/** Contents by their names below a folder, with slashes. */
export type FolderFiles = ReadonlyMap<string, Uint8Array>

/**
 * Writes a folder with these files, unless there is something at `target`. Until it is complete it has another name,
 * so what is at `target` is always whole.
 */
export function writeFolder(target: string, files: FolderFiles): void {
  guardWrites(target, () => {
    const part = partOf(target)
    try {
      makeFolder(part)
      for (const [name, content] of files) {
        const file = join(part, name)
        makeFolder(dirname(file))
        writeSynced(file, content)
      }
      if (fs.existsSync(target)) removePart(part)
      else fs.renameSync(part, target)
    } catch (error) {
      removePart(part)
      if (!isTaken(error)) throw error
    }
  })
}

/** Reads all files of a folder that are wanted. Folders are looked into only if their own name is wanted. */
export function readFolder(folder: string, isWanted: (name: string) => boolean = () => true): FolderFiles {
  const files = new Map<string, Uint8Array>()
  const pending = ['']
  for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
    for (const entry of fs.readdirSync(join(folder, below), { withFileTypes: true })) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`
      if (!isWanted(name)) continue
      if (entry.isDirectory()) pending.push(name)
      else if (entry.isFile()) files.set(name, fs.readFileSync(join(folder, name)))
    }
  }
  return files
}

/** Whether a name is of something that was not written to its end. */
export function isPart(name: string): boolean {
  return name.endsWith('.part')
}

function partOf(path: string): string {
  return `${path}.${sortableId()}.part`
}

function writeSynced(file: string, content: string | Uint8Array): void {
  const descriptor = fs.openSync(file, 'w')
  try {
    fs.writeFileSync(descriptor, content)
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

// A full disk needs the space, and the failure itself is what has to be told.
function removePart(part: string): void {
  try {
    fs.rmSync(part, { recursive: true, force: true })
  } catch {}
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')
}

/** Runs something that writes, and tells a full disk or a read-only folder in words. */
export function guardWrites<Value>(place: string, write: () => Value): Value {
  try {
    return write()
  } catch (cause) {
    const reason = reasons[(cause as NodeJS.ErrnoException).code ?? '']
    if (reason === undefined) throw cause
    throw new CourseError('WORKSPACE_NOT_WRITABLE', { message: `${place}: ${reason}.`, cause })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the folder can not be made, as in a place that holds none or where it was removed meanwhile',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'a folder is in its place',
  EEXIST: 'a file is in the place of a folder',
}

function endsInsideLine(descriptor: number): boolean {
  const { size } = fs.fstatSync(descriptor)
  if (size === 0) return false
  const last = Buffer.alloc(1)
  fs.readSync(descriptor, last, 0, 1, size - 1)
  return last.toString() !== '\n'
}
