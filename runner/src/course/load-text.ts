import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'

/** Reads a text file of the course, with LF line ends; `file` is relative to `root`, and is how an error names it. */
export function loadText(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CourseError('COURSE_FILE_INVALID', { message: `${file} can not be read: ${reason}`, cause })
  }
}
