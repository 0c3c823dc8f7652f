import { stripVTControlCharacters } from 'node:util'

const mostLines = 20

/** What the learner's code printed, without what could upset a terminal, and no more than a screen can hold. */
export function outputLines(output: string): string[] {
  if (output.trim() === '') return []
  const lines = stripVTControlCharacters(output)
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trimEnd()
    .split('\n')
  if (lines.length <= mostLines) return lines
  const half = mostLines / 2
  return [...lines.slice(0, half), `… ${lines.length - mostLines} more lines`, ...lines.slice(-half)]
}
