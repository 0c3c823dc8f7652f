import { basename } from 'node:path'
import type { ReportedFrame } from './host-protocol.ts'
import type { Place } from './verdict.ts'

/** The learner's file: where it is, and what it holds. */
export interface LearnerSource {
  /** Absolute path. */
  readonly file: string
  readonly text: string
}

/** The innermost of the frames that lies in the learner's own file. */
export function findPlace(frames: readonly ReportedFrame[], source: LearnerSource): Place | undefined {
  const frame = frames.find(({ file }) => isSameFile(file, source.file))
  return frame && placeAt(frame.line, frame.column, source)
}

/** A place by its line and column, with the line itself. */
export function placeAt(line: number, column: number, { file, text }: LearnerSource): Place {
  const code = text.split('\n')[line - 1]?.trimEnd()
  return { file: basename(file), line, column, ...(code ? { code } : {}) }
}

/** Compilers name files relative to a folder of their own choice. */
export function isSameFile(named: string, file: string): boolean {
  const plain = named.replace(/\?.*$/, '').replaceAll('\\', '/')
  const known = file.replaceAll('\\', '/')
  return known === plain || known.endsWith(`/${plain.replace(/^(\.{0,2}\/)+/, '')}`)
}
