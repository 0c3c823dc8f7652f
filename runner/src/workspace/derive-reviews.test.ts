import { expect, test } from 'vitest'
import { firstDay, someEvents, someRun } from '../../test/support/some-events.ts'
import { deriveReviews } from './derive-reviews.ts'
import { parseProgress } from './parse-progress.ts'
import type { NewEvent, ProgressEvent } from './progress-event.ts'

const review = { kind: 'review', kata: 'add-up' } as const
const pass = someRun('passed')

/** A pass that took three tries, on one day. */
function passedOn(day: number): [number, NewEvent][] {
  return [
    [day, someRun('failed', { contentHash: '1' })],
    [day, someRun('failed', { contentHash: '2' })],
    [day, pass],
  ]
}

function intervalsAfter(...days: readonly number[]): number[] {
  return days.map((_, index) => {
    const entries = days
      .slice(0, index + 1)
      .flatMap((day, at): [number, NewEvent][] => [
        ...(at === 0 ? [] : ([[day, review]] as [number, NewEvent][])),
        ...passedOn(day),
      ])
    return deriveReviews(someEvents(...entries))[0]?.intervalDays ?? 0
  })
}

test('a kata that is remembered comes back after growing intervals', () => {
  expect(intervalsAfter(0, 3, 17, 74)).toEqual([3, 14, 57, 196])
})

test('a review that comes late and is passed earns a longer interval than one on its day', () => {
  const [, onTheDay = 0] = intervalsAfter(0, 3)
  const [, late = 0] = intervalsAfter(0, 30)
  expect(late).toBeGreaterThan(onTheDay)
})

test('a kata for which the solution was looked at comes back the next day', () => {
  const events = someEvents([0, { kind: 'solution', kata: 'add-up', isBeforePass: true }], [0, pass])
  expect(deriveReviews(events)).toMatchObject([
    { intervalDays: 1, lastGrade: 'again', dueAt: '2026-01-02T10:00:00.000Z' },
  ])
})

test('passing again without beginning again changes nothing', () => {
  const events = someEvents(...passedOn(0))
  expect(deriveReviews([...events, ...someEvents([2, pass])])).toEqual(deriveReviews(events))
})

test('a review that was begun and not passed leaves the day as it was, and is told', () => {
  const before = deriveReviews(someEvents(...passedOn(0)))
  const after = deriveReviews(someEvents(...passedOn(0), [5, review], [5, someRun('failed')]))
  expect(after).toEqual(before.map((state) => ({ ...state, begunAt: '2026-01-06T10:00:00.000Z' })))
})

test('the logs of two machines merge to the same schedule, whichever comes first', () => {
  const lines = (events: readonly ProgressEvent[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')
  const all = someEvents(...passedOn(0), [3, review], ...passedOn(3), [17, { ...review }], ...passedOn(17))
  const one = lines(all.filter((_, index) => index % 2 === 0))
  const other = lines(all.filter((_, index) => index % 2 === 1))
  const schedules = [one + other, other + one, other + one + one].map((text) =>
    deriveReviews(parseProgress(text).events),
  )
  expect(schedules[0]).toMatchObject([{ intervalDays: 57, passes: 3 }])
  expect(schedules[1]).toEqual(schedules[0])
  expect(schedules[2]).toEqual(schedules[0])
})

test('a clock that was set back, or a time that is none, does not break the schedule', () => {
  const back = someEvents(...passedOn(10), [10, review], ...passedOn(10)).map((event, index) =>
    index > 3 ? { ...event, at: firstDay } : event,
  )
  expect(deriveReviews(back)[0]?.intervalDays).toBeGreaterThan(0)
  expect(deriveReviews(someEvents([0, pass]).map((event) => ({ ...event, at: 'yesterday' })))).toEqual([])
})

test('what is due soonest comes first', () => {
  const events = someEvents(...passedOn(9), [0, someRun('passed', { kata: 'keep-order' })])
  expect(deriveReviews(events).map(({ kata }) => kata)).toEqual(['keep-order', 'add-up'])
})
