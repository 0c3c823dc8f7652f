import { expect, test } from 'vitest'
import { fitToWidth } from './fit-to-width.ts'

test('a text is padded or cut to exactly the width', () => {
  expect(fitToWidth('abc', 5)).toBe('abc  ')
  expect(fitToWidth('abcdef', 4)).toBe('abc…')
  expect(fitToWidth('abc', 0)).toBe('')
})
