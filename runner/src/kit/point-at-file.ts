/** Where in a file. Both count from 1. */
export interface FilePosition {
  readonly line: number
  readonly column: number
}

/** Why a file is of no use, and where in it. */
export interface FileProblem {
  /** Absolute path. */
  readonly path: string
  readonly message: string
  readonly at: FilePosition
}

const ownFolder = new URL('.', import.meta.url).pathname

/**
 * A stack that begins in that file and leaves the kit out, so that whatever shows where an error comes from, an editor
 * included, shows that line.
 */
export function pointAtFile({ name, message, stack = '' }: Error, { path, at }: FileProblem): string {
  const frames = stack
    .split('\n')
    .filter((frame) => /^\s+at /.test(frame) && (!frame.includes(ownFolder) || frame.includes('.test.ts:')))
  return [`${name}: ${message}`, `    at ${path}:${at.line}:${at.column}`, ...frames].join('\n')
}
