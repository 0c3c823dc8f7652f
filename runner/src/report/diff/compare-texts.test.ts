import { expect, test } from 'vitest'
import { compareTexts, countChanges } from './compare-texts.ts'

const signs = { same: ' ', removed: '-', added: '+' }
const shown = (from: string, to: string): string[] =>
  compareTexts(from, to).map(({ kind, text }) => `${signs[kind]}${text}`)

test('what went stands before what came, between what stayed', () => {
  expect(shown('a\nb\nc\n', 'a\nx\ny\nc\n')).toEqual([' a', '-b', '+x', '+y', ' c'])
})

test('line ends do not count, also at the end of the text', () => {
  expect(shown('a\r\nb\r\n', 'a\nb')).toEqual([' a', ' b'])
})

test('a text appears from nothing, and goes', () => {
  expect(shown('', 'a\n')).toEqual(['+a'])
  expect(shown('a\n', '')).toEqual(['-a'])
})

test('each text is found again in its lines, whatever the other one is', () => {
  const texts = ['', 'a\nb\nc', 'b\na\nc\nc', 'c\n\na', 'x\ny', 'a\na\na\nb']
  for (const from of texts) {
    for (const to of texts) {
      const lines = compareTexts(from, to)
      const keep = (kind: string): string =>
        lines
          .filter((line) => line.kind === 'same' || line.kind === kind)
          .map(({ text }) => text)
          .join('\n')
      expect([keep('removed'), keep('added')]).toEqual([from, to])
    }
  }
})

test('lines that came and went are counted', () => {
  expect(countChanges(compareTexts('a\nb', 'a\nc\nd'))).toEqual({ added: 2, removed: 1 })
})
