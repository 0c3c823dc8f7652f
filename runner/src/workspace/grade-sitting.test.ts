import { expect, test } from 'vitest'
import { gradeSitting } from './grade-sitting.ts'

const sitting = {
  id: '1',
  kata: 'add-up',
  openedBy: 'review',
  openedAt: '',
  runs: [],
  tries: 3,
  hints: 0,
  hasSeenSolution: false,
} as const

test.each([
  ['the solution was looked at', { hasSeenSolution: true, tries: 1 }, 'again'],
  ['a hint was taken', { hints: 1, tries: 1 }, 'hard'],
  ['it took more than ten tries', { tries: 11 }, 'hard'],
  ['it took some tries', { tries: 10 }, 'good'],
  ['one try failed, which may be the starter', { tries: 2 }, 'easy'],
])('when %s', (_, details, grade) => {
  expect(gradeSitting({ ...sitting, ...details })).toBe(grade)
})
