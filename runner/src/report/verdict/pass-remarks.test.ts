import { expect, test } from 'vitest'
import { tellRemarks } from './pass-remarks.ts'

const show = (path: string): string => path.replace('/course/', '')

test.each([
  [[2], 'Run 2 failed the same way as no-retry, a wrong solution that the course keeps.'],
  [[2, 5], 'Runs 2 and 5 failed'],
  [[2, 3, 5], 'Runs 2, 3 and 5 failed'],
  [[2, 3, 4, 5, 6], '5 runs, the first of them run 2, failed'],
])('runs %j are told as a person would count them', (runs, text) => {
  expect(tellRemarks({ sameFailures: [{ name: 'no-retry', runs }] }, show)[0]).toContain(text)
})

test('a wrong solution that can be read is named with its file', () => {
  const same = { name: 'no-retry', runs: [2], file: '/course/katas/lost-update/wrong/no-retry.ts' }
  expect(tellRemarks({ sameFailures: [same] }, show)).toEqual([
    'Run 2 failed the same way as no-retry, a wrong solution that the course keeps: katas/lost-update/wrong/no-retry.ts',
  ])
})

test('what a boss stands for is said, and that it stands for nothing after help', () => {
  const remark = (katas: readonly string[]) =>
    tellRemarks({ sameFailures: [], testOut: { chapter: 'sums', katas } }, show)
  expect(remark(['add-up', 'take-away'])).toEqual(['Tested out with it: add-up, take-away.'])
  expect(remark([])[0]).toContain('stands for itself alone')
})

test('the next review is said in days', () => {
  expect(tellRemarks({ sameFailures: [], comesBackInDays: 1 }, show)).toEqual(['It comes back for review in 1 day.'])
})
