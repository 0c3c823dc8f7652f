import { expect, test } from 'vitest'
import { compareFacts } from './watch-facts.ts'

test('a difference of facts is told as what was added, removed or changed', () => {
  const before = { 'index a': 'on (x)', 'index b': 'on (y)', flushes: '0' }
  const now = { 'index a': 'on (x)', 'index c': 'on (z)', flushes: '1' }
  expect(compareFacts(before, now)).toEqual([
    'flushes was changed from 0 to 1',
    'index b was removed',
    'index c was added: on (z)',
  ])
})
