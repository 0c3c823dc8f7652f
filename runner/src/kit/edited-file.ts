import { FailedFile } from './failed-file.ts'
import type { FilePosition } from './point-at-file.ts'
import { RefusedFile } from './refused-file.ts'

/** A file that the learner edits and that is no TypeScript: SQL, a server's configuration, a script. */
export class EditedFile {
  /** Without its folder. */
  readonly name: string
  /** Absolute. For servers that read the file themselves. */
  readonly path: string
  /** With LF ends and without a byte order mark, so that offsets are the same on each machine. */
  readonly text: string

  constructor(name: string, path: string, text: string) {
    this.name = name
    this.path = path
    this.text = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  }

  /**
   * An error to throw when the server can't make sense of the file: the run is then told as a file that was not
   * accepted, with this line, and no constraint counts as broken.
   * @example throw file.refused(`nginx says: ${message}`, { line: 12, column: 1 })
   */
  refused(message: string, at: FilePosition): RefusedFile {
    return new RefusedFile({ path: this.path, message, at })
  }

  /**
   * An error to throw when the server understood the file and could not do what it says: the test that ran it fails.
   * @example throw file.failed('Postgres says: could not create unique index "by_email".', { line: 3, column: 1 })
   */
  failed(message: string, at: FilePosition): FailedFile {
    return new FailedFile({ path: this.path, message, at })
  }

  /** The place of a character, counted from 0 in `text`. */
  positionAt(offset: number): FilePosition {
    const lines = this.text.slice(0, offset).split('\n')
    return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
  }
}
