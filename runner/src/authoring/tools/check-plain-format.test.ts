import { expect, test } from 'vitest'
import { checkPlainFormat } from './check-plain-format.ts'

const complaints = (text: string): (string | number | undefined)[][] =>
  checkPlainFormat('a.sql', text).map(({ line, expected }) => [line, expected])

test('a file with short lines, spaces and one line end is right', () => {
  expect(complaints('SELECT 1\n  FROM t;\n')).toEqual([])
})

test.each([
  ['SELECT 1;\n\tFROM t;\n', 2, 'spaces for indentation'],
  ['SELECT 1; \nFROM t;\n', 1, 'no blank at the end of the line'],
  [`SELECT '${'x'.repeat(120)}';\n`, 1, 'at most 120 columns'],
  ['SELECT 1;', 1, 'one line end at the end'],
  ['SELECT 1;\n\n', 3, 'one line end at the end'],
])('%j is told with its line', (text, line, expected) => {
  expect(complaints(text)).toEqual([[line, expected]])
})
