import type { ProgressEvent } from '../progress-event.ts'

/** What tells this file from any other. It stays so in every version. */
export const progressFormat = 'loadbearing-progress'

/** Raised when an older loadbearing could not read the file rightly; new kinds of events do not need it. */
export const progressFormatVersion = 1

/** Progress as one file: all events, and all kept versions of the learner's files. */
export interface ProgressFile {
  readonly events: readonly ProgressEvent[]
  readonly attempts: readonly CarriedAttempt[]
}

/** A kept version with its files by name, with slashes. */
export interface CarriedAttempt {
  readonly kata: string
  readonly name: string
  readonly files: Readonly<Record<string, CarriedContent>>
}

/** A text, or bytes that are none. */
export type CarriedContent = string | { readonly base64: string }
