import { expect, test } from 'vitest'
import { deriveProgress } from './derive-progress.ts'
import { mergeEvents } from './merge-events.ts'
import { parseProgress } from './parse-progress.ts'
import type { ProgressEvent } from './progress-event.ts'

/** A generator of numbers below 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

function someEvent(random: () => number): ProgressEvent {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value
  const base = {
    // Few different times, so that ids of two machines often lie between each other; few enough for the same id twice.
    id: `${String(Math.floor(random() * 40)).padStart(9, '0')}-0000-${pick(['left', 'right'])}`,
    at: `2026-01-0${1 + Math.floor(random() * 9)}T00:00:00.000Z`,
    kata: pick(['add-up', 'keep-order', 'gone']),
  }
  const run = { kind: 'run', runId: 'r', durationMs: 1, contentHash: 'c', tests: [] }
  return pick([
    { ...base, kind: 'started' },
    { ...base, kind: 'hint', heading: pick(['Why?', 'How?']) },
    { ...base, ...run, state: 'failed', testHash: pick(['t', 'u']) },
    {
      ...base,
      ...run,
      state: 'passed',
      testHash: pick(['t', 'u']),
      constraints: [{ id: 'c', sentence: pick(['A', 'B']) }],
    },
    { ...base, kind: 'solution', isBeforePass: random() < 0.5 },
    { ...base, kind: 'prediction', lesson: 'l', question: 'Q', option: pick(['a', 'b']), isCorrect: true },
    { ...base, kind: 'from-the-future' },
  ]) as ProgressEvent
}

function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  return values
    .map((value) => [random(), value] as const)
    .sort(([left], [right]) => left - right)
    .map(([, value]) => value)
}

test('logs that are put together in any order, and again, give the same state', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomFrom(seed)
    const logs = Array.from({ length: 3 }, () =>
      Array.from({ length: Math.floor(random() * 30) }, () => someEvent(random)),
    )
    const [first = [], second = [], third = []] = logs
    const expected = mergeEvents(first, second, third)
    const others = [
      mergeEvents(third, first, second),
      mergeEvents(mergeEvents(second, third), first),
      mergeEvents(expected, second, expected),
      mergeEvents(shuffled(logs.flat(), random)),
      parseProgress(
        shuffled(logs.flat(), random)
          .map((event) => JSON.stringify(event))
          .join('\n'),
      ).events,
    ]
    for (const other of others) {
      expect(other, `seed ${seed}`).toEqual(expected)
      expect(deriveProgress(other), `seed ${seed}`).toEqual(deriveProgress(expected))
    }
  }
})
