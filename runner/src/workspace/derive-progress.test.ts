import { expect, test } from 'vitest'
import { deriveProgress } from './derive-progress.ts'
import type { NewEvent, ProgressEvent } from './progress-event.ts'

const evidence = (value: number) => [{ kind: 'count' as const, label: 'reads', value }]
const constraint = { id: 'sums-are-right', sentence: 'A sum holds both numbers' }

function eventsOf(...events: (NewEvent | { kind: string; kata: string })[]): ProgressEvent[] {
  return events.map(
    (event, index) => ({ id: String(index), at: `2026-01-0${index + 1}T00:00:00.000Z`, ...event }) as ProgressEvent,
  )
}

function run(
  state: 'passed' | 'failed' | 'undecided',
  details: Partial<Extract<NewEvent, { kind: 'run' }>> = {},
): NewEvent {
  return {
    kind: 'run',
    kata: 'add-up',
    runId: 'r',
    state,
    durationMs: 1,
    contentHash: 'c',
    testHash: 't',
    tests: [],
    ...(state === 'passed' ? { constraints: [constraint] } : {}),
    ...details,
  }
}

test('nothing follows from nothing', () => {
  expect(deriveProgress([])).toEqual({
    katas: new Map(),
    ledger: [],
    answers: [],
    testedOut: new Map(),
    lessonsRead: new Set(),
  })
})

test('a pass stays a pass, whatever comes after it', () => {
  const { katas } = deriveProgress(
    eventsOf({ kind: 'started', kata: 'add-up' }, run('failed'), run('passed'), run('failed')),
  )
  expect(katas.get('add-up')).toMatchObject({ state: 'passed', attempts: 3, passes: 1, runs: 3 })
  expect(katas.get('add-up')?.lastRun?.state).toBe('failed')
})

test('a run that was not decided is no attempt', () => {
  const { katas } = deriveProgress(eventsOf(run('undecided')))
  expect(katas.get('add-up')).toMatchObject({ state: 'started', attempts: 0, runs: 1 })
})

test('a hint counts once, however often it is read', () => {
  const hint = { kind: 'hint', kata: 'add-up', heading: 'Why?' } as const
  expect(deriveProgress(eventsOf(hint, hint)).katas.get('add-up')?.hintsSeen).toEqual(['Why?'])
})

test('the ledger keeps the first pass and the latest evidence', () => {
  const own = { name: constraint.sentence, state: 'passed' }
  const other = { name: 'Nothing is added to zero', state: 'passed', evidence: evidence(9) }
  const events = eventsOf(
    run('passed', { tests: [{ ...own, evidence: evidence(1) }] }),
    run('passed', { tests: [other, { ...own, evidence: evidence(2) }] }),
  )
  expect(deriveProgress(events).ledger).toEqual([
    {
      constraint: 'sums-are-right',
      sentence: 'A sum holds both numbers',
      kata: 'add-up',
      evidence: evidence(2),
      firstPassedAt: '2026-01-01T00:00:00.000Z',
      lastConfirmedAt: '2026-01-02T00:00:00.000Z',
    },
  ])
})

test('a constraint that no test names has the evidence of all', () => {
  const events = eventsOf(run('passed', { tests: [{ name: 'another', state: 'passed', evidence: evidence(3) }] }))
  expect(deriveProgress(events).ledger[0]?.evidence).toEqual(evidence(3))
})

test('the last answer to a question counts', () => {
  const answer = { kind: 'prediction', lesson: 'l', question: 'Why?', option: 'A', isCorrect: false } as const
  const { answers } = deriveProgress(eventsOf(answer, { ...answer, option: 'B', isCorrect: true }))
  expect(answers).toEqual([
    { lesson: 'l', question: 'Why?', option: 'B', isCorrect: true, at: '2026-01-02T00:00:00.000Z' },
  ])
})

test('an event of an unknown kind changes nothing', () => {
  const known = eventsOf({ kind: 'started', kata: 'add-up' })
  const future = eventsOf({ kind: 'started', kata: 'add-up' }, { kind: 'from-the-future', kata: 'other' })
  expect(deriveProgress(future)).toEqual(deriveProgress(known))
})
