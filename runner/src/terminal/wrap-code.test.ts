import { expect, test } from 'vitest'
import { wrapCode } from './wrap-code.ts'

test('a line that fits stays as it is, spaces before it included', () => {
  expect(wrapCode('    return left + right', 40)).toEqual(['    return left + right'])
})

test('a longer one goes on below, further to the right', () => {
  expect(wrapCode("  const text = 'one two three four five six'", 34)).toEqual([
    "  const text = 'one two three ",
    "    four five six'",
  ])
})
