import type { NewEvent, ProgressEvent } from '../../src/workspace/progress-event.ts'

/** Day 0 of `someEvents`. */
export const firstDay = '2026-01-01T10:00:00.000Z'

export type DatedEvent = readonly [day: number, event: NewEvent]

/** Events with ids in their order, each on the day (from 0) that it is given. */
export function someEvents(...events: readonly DatedEvent[]): ProgressEvent[] {
  return events.map(([day, event], index) => {
    const at = new Date(Date.parse(firstDay) + day * 86_400_000).toISOString()
    return { id: `${String(day).padStart(4, '0')}-${String(index).padStart(4, '0')}`, at, ...event } as ProgressEvent
  })
}

type RunDetails = Partial<Extract<NewEvent, { kind: 'run' }>>

/** A run of `add-up`, unless told otherwise. */
export function someRun(state: 'passed' | 'failed' | 'undecided', details: RunDetails = {}): NewEvent {
  return {
    kind: 'run',
    kata: 'add-up',
    runId: 'r',
    state,
    durationMs: 1,
    contentHash: state,
    testHash: 't',
    tests: [],
    ...details,
  }
}
