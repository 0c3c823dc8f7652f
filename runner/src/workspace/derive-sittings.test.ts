import { expect, test } from 'vitest'
import { type DatedEvent, someEvents, someRun } from '../../test/support/some-events.ts'
import { deriveSittings } from './derive-sittings.ts'
import type { ProgressEvent } from './progress-event.ts'

const started = { kind: 'started', kata: 'add-up' } as const
const review = { kind: 'review', kata: 'add-up' } as const
const hint = { kind: 'hint', kata: 'add-up', heading: 'Why?' } as const

function sittingsOf(...events: readonly DatedEvent[]) {
  return deriveSittings(someEvents(...events)).get('add-up') ?? []
}

test('a sitting ends with the first pass, and what comes after it belongs to none', () => {
  const sittings = sittingsOf(
    [0, started],
    [0, someRun('failed')],
    [1, someRun('passed')],
    [2, hint],
    [2, someRun('passed')],
  )
  expect(sittings).toMatchObject([
    {
      openedBy: 'started',
      hints: 0,
      tries: 2,
      passedAt: '2026-01-02T10:00:00.000Z',
      runs: [{ state: 'failed' }, { state: 'passed' }],
    },
  ])
})

test('a review is a sitting of its own, with its own hints', () => {
  const sittings = sittingsOf([0, started], [0, hint], [0, someRun('passed')], [3, review], [3, someRun('passed')])
  expect(sittings).toMatchObject([
    { openedBy: 'started', hints: 1 },
    { openedBy: 'review', hints: 0, passedAt: '2026-01-04T10:00:00.000Z' },
  ])
})

test('the same text run twice is one try, and an undecided run is none', () => {
  const sittings = sittingsOf([0, started], [0, someRun('undecided')], [0, someRun('failed')], [0, someRun('failed')])
  expect(sittings).toMatchObject([{ tries: 1, runs: [{ state: 'failed' }, { state: 'failed' }] }])
})

test('a kata that is started on a second machine before it is passed is still the same sitting', () => {
  expect(sittingsOf([0, started], [1, started], [2, someRun('passed')])).toHaveLength(1)
})

test('a log without a beginning opens a sitting, and an unknown event none', () => {
  expect(sittingsOf([0, someRun('passed')])).toMatchObject([{ openedBy: 'started', passedAt: expect.any(String) }])
  const future = [{ id: '0', at: '', kind: 'from-the-future', kata: 'add-up' }] as unknown as ProgressEvent[]
  expect(deriveSittings(future).size).toBe(0)
})
