import { expect, test } from 'vitest'
import { quantile } from './quantile.ts'

test('a quantile is the smallest number that is not below its share of all', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([1, 50, 99, 100].map((percent) => quantile(hundred, percent))).toEqual([1, 50, 99, 100])
})

test('of one number every quantile is that number, and of none it is 0', () => {
  expect([1, 50, 100].map((percent) => quantile([7], percent))).toEqual([7, 7, 7])
  expect(quantile([], 50)).toBe(0)
})
