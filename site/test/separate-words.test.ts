import { expect, test } from 'vitest'
import { separateWords } from '../scripts/separate-words.ts'

const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '')

test('words of neighbouring cells and links stay words of their own', () => {
  const row = '<tr><th>gives up first</th><td>nginx</td><td>tries again</td></tr>'
  expect(textOf(separateWords(row))).toBe('gives up first nginx tries again ')
  expect(textOf(separateWords('<code>kata start add-up</code><a>Lesson</a>'))).toBe('kata start add-up Lesson ')
})

test('code before a full stop stays beside it', () => {
  expect(textOf(separateWords('<p>Run <code>kata</code>.</p>'))).toBe('Run kata.')
})
