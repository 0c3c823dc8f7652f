import { expect, test } from 'vitest'
import { askDidYouMean, findClosestNames } from './closest-names.ts'

const commands = ['list', 'start', 'ledger', 'services', 'watch', 'dev check']

test.each([
  ['lsit', ['list']],
  ['strat', ['start']],
  ['LIST', ['list']],
  ['check', ['dev check']],
  ['xyz', []],
])('%s may mean %j', (typed, meant) => {
  expect(findClosestNames(typed, commands)).toEqual(meant)
})

test('a question names what may have been meant', () => {
  expect(askDidYouMean(['a', 'b'], 'No.')).toBe('Did you mean `a` or `b`?')
  expect(askDidYouMean([], 'No.')).toBe('No.')
})
