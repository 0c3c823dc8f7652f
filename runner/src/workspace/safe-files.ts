import * as fs from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { CourseError } from '../errors.ts'
import { sortableId } from '../sortable-id.ts'

/**
 * Appends one line with a single write and waits until it is on the disk. The system appends whole writes,
 * so two processes never mix their lines. A line that an earlier crash left open is closed first.
 */
export function appendLine(file: string, line: string): void {
  guardWrites(file, () => {
    fs.mkdirSync(dirname(file), { recursive: true })
    const descriptor = fs.openSync(file, 'a+')
    try {
      const text = Buffer.from(`${endsInsideLine(descriptor) ? '\n' : ''}${line}\n`)
      const written = fs.writeSync(descriptor, text)
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
    fs.mkdirSync(dirname(file), { recursive: true })
    const part = `${file}.${sortableId()}.part`
    const descriptor = fs.openSync(part, 'w')
    try {
      fs.writeFileSync(descriptor, content)
      fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
    fs.renameSync(part, file)
  })
}

/** Writes a file unless there is one already. Tells whether it was written. */
export function writeIfAbsent(file: string, content: string | Uint8Array): boolean {
  if (fs.existsSync(file)) return false
  writeWhole(file, content)
  return true
}

/**
 * Copies a folder with everything in it that `isWanted`. Until it is complete it has another name, so what
 * is at `target` is always whole.
 */
export function copyFolder(from: string, target: string, isWanted: (name: string) => boolean = () => true): void {
  const part = `${target}.part`
  guardWrites(target, () => {
    fs.rmSync(part, { recursive: true, force: true })
    fs.mkdirSync(part, { recursive: true })
    for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
      const name = relative(from, join(entry.parentPath, entry.name))
      if (entry.isFile() && isWanted(name)) writeWhole(join(part, name), fs.readFileSync(join(from, name)))
    }
    fs.renameSync(part, target)
  })
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
