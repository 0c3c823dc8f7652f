import { expect, test } from 'vitest'
import { findWords } from './find-words.ts'

test('words are found without punctuation, possessive and hyphen', () => {
  expect(findWords('The caller’s (read-only) view: "done", and… more.')).toEqual([
    'The',
    'caller',
    'read',
    'only',
    'view',
    'done',
    'and',
    'more',
  ])
})

test.each([
  '`recieve`',
  'someName',
  'snake_case',
  'file.ts',
  'example.org/path',
  'SQL',
  'URLs',
  '3rd',
  'x=y',
  '$1',
])('%s is no word to be spelt', (text) => {
  expect(findWords(text)).toEqual([])
})

test('a contraction is one word', () => {
  expect(findWords("It doesn't wait")).toEqual(['It', "doesn't", 'wait'])
})
