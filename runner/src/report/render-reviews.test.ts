import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { renderReviews } from './render-reviews.ts'

const line = {
  kata: 'lost-update',
  title: 'Two credits, one balance',
  minutes: 25,
  dueAt: '2026-01-04T10:00:00.000Z',
  daysLeft: -3,
  intervalDays: 3,
  lastPassedAt: '2026-01-01T10:00:00.000Z',
  lastGrade: 'good',
  passes: 1,
}
const later = {
  ...line,
  kata: 'cache-stampede',
  daysLeft: 9,
  dueAt: '2026-01-16T10:00:00.000Z',
  lastGrade: 'hard',
  passes: 2,
}

test('what is due stands first, each with its day and how it went', () => {
  const today = { ...line, kata: 'hot-row', daysLeft: 0, begunAt: '2026-01-07T10:00:00.000Z' }
  expect(renderReviews({ due: [line, today], later: [later] }, someScreen({ columns: 100 }))).toMatchInlineSnapshot(`
    " Due
       lost-update     since 3 days, 25 min  passed 2026-01-01 without a hint
       hot-row         under way, 25 min  passed 2026-01-01 without a hint

     Later
       cache-stampede  in 9 days (2026-01-16), 25 min
         passed 2 times, last 2026-01-01 with hints or many tries

     kata review <kata>  from the starter again; yours is kept
    "
  `)
})

test('60 columns are enough', () => {
  expect(widestLine(renderReviews({ due: [line], later: [later] }, someScreen({ columns: 60 })))).toBeLessThanOrEqual(
    60,
  )
})

test('a learner who has passed nothing is told what will come', () => {
  expect(renderReviews({ due: [], later: [] }, someScreen())).toContain('comes back here after some days')
})
