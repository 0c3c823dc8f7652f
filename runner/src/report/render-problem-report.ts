import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import { wrap } from './verdict/wrap.ts'

/** What was packed, and where to. */
export interface PackedReport {
  /** As it is shown. */
  readonly file: string
  readonly sizeBytes: number
  /** One line for each thing inside. */
  readonly contents: readonly string[]
  /** Where bugs are collected, if the package says so. */
  readonly bugsUrl?: string | undefined
}

export function renderProblemReport({ file, sizeBytes, contents, bugsUrl }: PackedReport, screen: Screen): string {
  const paint = paintFor(screen)
  const width = Math.min(screen.columns, 100) - 3
  const where =
    bugsUrl === undefined
      ? 'Attach it to an issue of the repository that you have the course from, and say what you expected.'
      : `Attach it to an issue at ${bugsUrl}, and say what you expected.`
  const lines = [
    `${paint.strong(file)}, ${sizeBytes} bytes, holds`,
    '',
    ...contents.flatMap((text) => wrap(`  · ${text}`, width)),
    '',
    ...wrap(
      'and nothing else. Paths, your name and that of the machine are replaced. Read it before you send it.',
      width,
    ),
    '',
    ...wrap(where, width),
  ]
  return `\n${lines.map((line) => `   ${line}`.trimEnd()).join('\n')}\n\n`
}
