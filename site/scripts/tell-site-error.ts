import { CourseError, type ErrorCode, errorCatalogue } from '../../runner/src/errors.ts'
import { renderError } from '../../runner/src/report/render-error.ts'
import { readScreen } from '../../runner/src/terminal/screen.ts'

/** Writes why the site can't be made, as `kata` writes its errors: no stack, unless the fault is the program's own. */
export function tellSiteError(error: unknown): void {
  const screen = readScreen({ env: process.env, stdout: process.stderr, stdin: process.stdin, isPlain: false })
  process.stderr.write(renderError(asCourseError(error), screen))
}

/** 3 for a course that is not as it should be, as for every command. */
export function exitCodeOf(error: unknown): number {
  return asCourseError(error).exitCode
}

// Pages are bundled before they run, so their CourseError is another class of the same name.
function asCourseError(error: unknown): CourseError {
  const { name, code, message, hint, stack } = error as Partial<CourseError>
  if (name === 'CourseError' && isErrorCode(code)) {
    return new CourseError(code, { message: message ?? '', ...(hint === undefined ? {} : { hint }), cause: error })
  }
  return new CourseError('INTERNAL', { message: stack ?? String(error), cause: error })
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code)
}
