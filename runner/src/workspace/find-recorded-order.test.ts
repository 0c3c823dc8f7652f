import { describe, expect, test } from 'vitest'
import { CourseError } from '../errors.ts'
import type { Evidence } from '../evidence.ts'
import { findRecordedOrder } from './find-recorded-order.ts'
import type { RunEvent } from './progress-event.ts'

const steps = [{ actor: 'A', text: 'reads', result: '100' }]
const order: Evidence = { kind: 'timeline', label: 'the simplest failing order', steps, schedule: 'A,B*2,A' }
const point: Evidence = { kind: 'timeline', label: 'the simplest failing point', steps, point: 'before 3', call: 2 }
const readOnly: Evidence = { kind: 'timeline', label: 'what happened', steps }

function run(id: string, evidence: readonly Evidence[], changes: Partial<RunEvent> = {}): RunEvent {
  return {
    ...{ kind: 'run', id, at: '2026-11-02T10:00:00.000Z', kata: 'lost-update', runId: `run-${id}`, state: 'failed' },
    ...{ durationMs: 5, contentHash: 'c', testHash: 't', failedTest: 'Both count' },
    tests: [{ name: 'Both count', state: 'failed', evidence }],
    ...changes,
  }
}

const passed = run('p', [], { state: 'passed' })

function explainOf(events: readonly RunEvent[], wanted?: string): string {
  try {
    findRecordedOrder(events, 'lost-update', wanted)
    return 'found'
  } catch (error) {
    return error instanceof CourseError && error.code === 'NO_ORDER_RECORDED' ? error.message : String(error)
  }
}

describe('findRecordedOrder', () => {
  test('finds the last run that recorded an order, with its number among the runs of the kata', () => {
    const events = [run('a', [order]), run('x', [order], { kata: 'other' }), run('b', [order]), passed]
    const found = findRecordedOrder(events, 'lost-update')
    expect(found).toEqual({ run: events[2], runNumber: 2, test: 'Both count', call: 1, schedule: 'A,B*2,A', steps })
  })

  test('finds a run by its number and by the beginning of its id', () => {
    const events = [run('a', [order]), run('b', [point])]
    expect(findRecordedOrder(events, 'lost-update', '1').run.id).toBe('a')
    const byId = findRecordedOrder(events, 'lost-update', 'run-b')
    expect(byId).toMatchObject({ runNumber: 2, point: 'before 3', call: 2 })
    expect(byId).not.toHaveProperty('schedule')
  })

  test('prefers the test that the verdict is about to others that recorded something', () => {
    const tests = [
      { name: 'Another', state: 'failed', evidence: [point] },
      { name: 'Both count', state: 'failed', evidence: [readOnly, order] },
    ]
    expect(findRecordedOrder([run('a', [], { tests })], 'lost-update').test).toBe('Both count')
    const other = run('a', [], { tests, failedTest: 'A third' })
    expect(findRecordedOrder([other], 'lost-update').test).toBe('Another')
  })

  test('says exactly why there is nothing to play', () => {
    expect(explainOf([])).toBe('lost-update has not been run yet.')
    expect(explainOf([passed])).toBe('Run 1 passed: no order broke a constraint.')
    expect(explainOf([run('a', [])])).toBe('Run 1 failed in "Both count", which tries neither orders nor crash points.')
    expect(explainOf([run('a', [readOnly])])).toContain('without what it takes to play it again')
    expect(explainOf([run('a', [], { state: 'timed-out' })])).toContain('it ended as timed-out')
    expect(explainOf([run('a', [order])], '7')).toBe('lost-update has no run 7.')
    expect(explainOf([run('a', [order]), passed], '2')).toBe('Run 2 passed: no order broke a constraint.')
  })
})
