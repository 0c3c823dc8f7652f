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

/** A stack that begins in that file, so that whatever shows where an error comes from, an editor included, shows its line. */
export function pointAtFile({ name, message, stack = '' }: Error, { path, at }: FileProblem): string {
  const frames = stack.split('\n').filter((frame) => /^\s+at /.test(frame))
  return [`${name}: ${message}`, `    at ${path}:${at.line}:${at.column}`, ...frames].join('\n')
}
