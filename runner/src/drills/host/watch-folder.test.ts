import { expect, test } from 'vitest'
import { describeChange } from './watch-folder.ts'

test('a saved file is told by its first new line and how many more there are', () => {
  expect(describeChange('a\nb\n', 'a\n  c\nb\nd\n')).toBe('c and 1 more')
  expect(describeChange('a\nb\n', 'a\nc\n')).toBe('c')
})

test('a file from which lines were only taken is told as such', () => {
  expect(describeChange('a\nb\n', 'a\n')).toBe('lines were removed')
})
