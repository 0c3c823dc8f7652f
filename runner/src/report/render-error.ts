import { CourseError } from '../errors.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

/** An error as a person reads it: title, what happened, what to do, and the code to search for. */
export function renderError(error: CourseError, screen: Screen): string {
  const paint = paintFor(screen)
  const lines = [
    ` ${screen.isPlain ? 'Error:' : paint.bad('✗')} ${paint.strong(error.title)}`,
    '',
    ...indent(error.message),
    '',
    ...indent(error.hint),
    '',
    `   ${paint.quiet(error.code)}`,
    '',
  ]
  return `${lines.join('\n')}\n`
}

/** The error as the runner's own fault, with what a report about it needs. */
export function asInternalError(error: unknown): CourseError {
  if (error instanceof CourseError) return error
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new CourseError('INTERNAL', { message: text, cause: error })
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `   ${line}`)
}
