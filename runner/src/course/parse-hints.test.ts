import { expect, test } from 'vitest'
import { parseHints } from './parse-hints.ts'

test('each second-level heading is a hint, in order', () => {
  expect(parseHints('# Hints\n\n## A question\n\nWhy?\n\n## A direction\n\nThere.\n')).toEqual([
    { heading: 'A question', text: 'Why?' },
    { heading: 'A direction', text: 'There.' },
  ])
})

test('a hint may be for one test', () => {
  expect(parseHints('## Both\n\nfor: A sum holds both numbers\n\nAdd.')).toEqual([
    { heading: 'Both', text: 'Add.', forTest: 'A sum holds both numbers' },
  ])
})

test('a hint without text is refused with its line', () => {
  expect(() => parseHints('## One\n\ntext\n\n## Two\n', 'katas/x/hints.md')).toThrow('katas/x/hints.md:5')
})
