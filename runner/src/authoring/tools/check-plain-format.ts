import type { Unruled } from '../problem.ts'

const mostColumns = 120

/** What holds for every line of a file that no formatter knows. */
const lineRules: readonly { readonly isBroken: (line: string) => boolean; readonly expected: string }[] = [
  { isBroken: (line) => line.includes('\t'), expected: 'spaces for indentation' },
  { isBroken: (line) => /\s$/.test(line), expected: 'no blank at the end of the line' },
  { isBroken: (line) => line.length > mostColumns, expected: `at most ${mostColumns} columns` },
]

/** Formatting of a file that Biome doesn't know, such as SQL: spaces, short lines, one line end at the end. */
export function checkPlainFormat(file: string, text: string): Unruled[] {
  const lines = text.split('\n')
  const broken = lines.flatMap((line, index) =>
    lineRules.flatMap(({ isBroken, expected }) =>
      isBroken(line) ? [{ file, line: index + 1, expected, got: line, fix: 'Change the line.' }] : [],
    ),
  )
  if (/[^\n]\n$/.test(text)) return broken
  const got = text.endsWith('\n') ? 'empty lines' : 'no line end'
  return [...broken, { file, line: lines.length, expected: 'one line end at the end', got, fix: 'Change the end.' }]
}
