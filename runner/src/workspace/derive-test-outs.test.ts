import { expect, test } from 'vitest'
import { type DatedEvent, someEvents, someRun } from '../../test/support/some-events.ts'
import { deriveTestOuts } from './derive-test-outs.ts'

const constraints = [{ id: 'sums-are-right', sentence: 'A sum holds both numbers' }]
const testout = {
  kind: 'testout',
  chapter: 'sums',
  kata: 'settle-up',
  standsFor: [
    { kata: 'add-up', constraints },
    { kata: 'take-away', constraints: [] },
  ],
} as const
const pass = someRun('passed', { kata: 'settle-up' })

test('a boss that is passed without help stands for what it was begun for', () => {
  expect([...deriveTestOuts(someEvents([0, testout], [1, pass])).values()]).toEqual([
    { kata: 'add-up', chapter: 'sums', by: 'settle-up', at: '2026-01-02T10:00:00.000Z', constraints },
    { kata: 'take-away', chapter: 'sums', by: 'settle-up', at: '2026-01-02T10:00:00.000Z', constraints: [] },
  ])
})

test.each([
  ['was not passed', [[1, someRun('failed', { kata: 'settle-up' })]]],
  [
    'was passed with a hint',
    [
      [1, { kind: 'hint', kata: 'settle-up', heading: 'Why?' }],
      [2, pass],
    ],
  ],
  [
    'was passed with its solution',
    [
      [1, { kind: 'solution', kata: 'settle-up', isBeforePass: true }],
      [2, pass],
    ],
  ],
] as const)('a boss that %s stands for nothing', (_, events) => {
  expect(deriveTestOuts(someEvents([0, testout], ...(events as readonly DatedEvent[]))).size).toBe(0)
})

test('a boss that was passed before it was begun for it, or in a review, stands for nothing', () => {
  expect(deriveTestOuts(someEvents([0, pass], [1, testout])).size).toBe(0)
  const review = { kind: 'review', kata: 'settle-up' } as const
  expect(deriveTestOuts(someEvents([0, testout], [1, review], [1, pass])).size).toBe(0)
})

test('after a hint it can be begun anew, and what was passed itself is not tested out', () => {
  const hint = { kind: 'hint', kata: 'settle-up', heading: 'Why?' } as const
  const events = someEvents(
    [0, testout],
    [0, hint],
    [1, testout],
    [1, pass],
    [2, someRun('passed', { kata: 'add-up' })],
  )
  expect([...deriveTestOuts(events).keys()]).toEqual(['take-away'])
})
