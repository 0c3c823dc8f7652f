import { type CatalogueEntry, errorCatalogue } from './error-catalogue.ts'
import type { ExitCode } from './exit-codes.ts'

export { errorCatalogue } from './error-catalogue.ts'
export { type ExitCode, exitCodes } from './exit-codes.ts'

export type ErrorCode = keyof typeof errorCatalogue

interface CourseErrorDetails {
  /** What happened and why: what was expected, what was found, what was tried. */
  readonly message: string
  /** Replaces the catalogue's hint when more is known about this case. */
  readonly hint?: string
  readonly cause?: unknown
}

/** The only error that this program throws on purpose. */
export class CourseError extends Error {
  override readonly name = 'CourseError'
  readonly code: ErrorCode
  readonly title: string
  readonly hint: string
  readonly exitCode: ExitCode

  constructor(code: ErrorCode, details: CourseErrorDetails) {
    super(details.message, details.cause === undefined ? {} : { cause: details.cause })
    const entry: CatalogueEntry = errorCatalogue[code]
    this.code = code
    this.title = entry.title
    this.hint = details.hint ?? entry.hint
    this.exitCode = entry.exitCode
  }
}
