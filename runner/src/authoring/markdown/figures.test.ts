import { expect, test } from 'vitest'
import { checkFigures } from './figures.ts'

const file = 'lessons/networks/index.md'

test('a figure that exists is nothing to complain of', () => {
  expect(checkFigures(file, '# Title\n\n```figure token-bucket\nA caption.\n\nA description.\n```\n')).toEqual([])
})

test('a name that no figure has is told with its line, and with the name that may have been meant', () => {
  const text = '---\ntitle: One\n---\n\n# One\n\n```figure tokn-bucket\nA caption.\n```\n\n```figure\n```\n'
  expect(checkFigures(file, text)).toMatchObject([
    { file, line: 7, got: '"tokn-bucket"', fix: 'Did you mean `token-bucket`?' },
    { file, line: 11, got: 'none' },
  ])
})

test('what only talks of a figure block is none', () => {
  expect(checkFigures(file, '````\n```figure nowhere\n```\n````\n')).toEqual([])
})
