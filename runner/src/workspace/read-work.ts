import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { CourseError } from '../errors.ts'

/** What a learner handed in for one kata, as it was before anything ran: nobody's code can change another's any more. */
export type WorkFiles = ReadonlyMap<string, Buffer>

const mostFiles = 200
const mostBytes = 5 * 1024 * 1024
const leftOut = new Set(['node_modules', 'solution', 'attempts', 'reports'])

/**
 * All files below a kata's folder that could belong to an answer, by their way from there, with slashes.
 *
 * @throws CourseError `WORK_NOT_READABLE`
 */
export function readWorkFolder(folder: string): WorkFiles {
  const files = new Map<string, Buffer>()
  let bytes = 0
  for (const path of listFiles(folder)) {
    const content = readFileSync(path)
    bytes += content.length
    files.set(relative(folder, path).split(sep).join('/'), content)
    if (files.size > mostFiles) throw notReadable(`it holds more than ${mostFiles} files`)
    if (bytes > mostBytes) throw notReadable(`it holds more than ${mostBytes / 1024 / 1024} MB`)
  }
  return files
}

/** One file on its own. */
export function readWorkFile(path: string, name: string): WorkFiles {
  assertPlainFile(path, name)
  return new Map([[name, readFileSync(path)]])
}

/** A link could lead to somebody else's answer, or out of the folder that is graded. */
export function assertPlainFile(path: string, name: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) throw notReadable(`${name} is a link, and only a file of one's own counts`)
  if (!found.isFile()) throw notReadable(`${name} is no file`)
  if (found.size > mostBytes) throw notReadable(`${name} is larger than ${mostBytes / 1024 / 1024} MB`)
}

function notReadable(message: string): CourseError {
  return new CourseError('WORK_NOT_READABLE', { message })
}

function* listFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || leftOut.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* listFiles(path)
    else if (entry.isFile()) yield path
  }
}
