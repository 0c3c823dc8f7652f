import { expect, test } from 'vitest'
import { failedVerdict } from '../support/some-verdict.ts'
import { digestVerdict } from './digest-verdict.ts'

const count = (label: string, value: number, unit?: string) =>
  ({ kind: 'count', label, value, ...(unit === undefined ? {} : { unit }) }) as const

function evidenceOf(...evidence: ReturnType<typeof count>[]): readonly string[] {
  const [first, second] = failedVerdict.tests
  if (!first || !second) throw new TypeError('The sample has two tests.')
  return digestVerdict({ ...failedVerdict, tests: [first, { ...second, evidence }] })
}

test('a digest holds what was said, how each test ended, and what was counted', () => {
  expect(evidenceOf(count('sums', 2), count('orders tried (all there are)', 6), count('lost', 4, 'of 6'))).toEqual([
    'failed',
    'One and two was not three.',
    'passed: Nothing is added to zero',
    'failed: A sum holds both numbers',
    '  sums: 2 ',
    '  orders tried (all there are): 6 ',
    '  lost: 4 of 6',
  ])
})

test('it leaves out times, and what an exploration counted until its time was over', () => {
  const partial = count('orders tried (all with at most 2 switches)', 264)
  const digest = evidenceOf(count('slowest', 12, 'ms'), partial, count('lost', 4, 'of 264'), count('sums', 2))
  expect(digest.filter((line) => line.startsWith('  '))).toEqual(['  sums: 2 '])
})
