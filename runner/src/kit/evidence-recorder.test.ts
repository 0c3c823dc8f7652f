import { describe, expect, test } from 'vitest'
import type { Evidence } from '../evidence.ts'
import { EvidenceRecorder, sortIntoBuckets } from './evidence-recorder.ts'

describe('EvidenceRecorder', () => {
  test('hands on what a test says, in that order, as plain data', () => {
    const seen: Evidence[] = []
    const evidence = new EvidenceRecorder((one) => seen.push(one))
    evidence.count('reads', 200, { expected: 1 })
    evidence.table('balances', ['account', 'balance'], [['alice', 150]])
    evidence.histogram('latency', 'ms', [{ upTo: 8, count: 3 }])
    evidence.histogram('waits', 'ms', [4, 4])
    evidence.timeline('an order', [{ actor: 'A', text: 'reads', result: '100' }], { schedule: 'A,B' })
    expect(structuredClone(seen)).toEqual([
      { kind: 'count', label: 'reads', value: 200, expected: 1 },
      { kind: 'table', label: 'balances', columns: ['account', 'balance'], rows: [['alice', 150]] },
      { kind: 'histogram', label: 'latency', unit: 'ms', buckets: [{ upTo: 8, count: 3 }] },
      { kind: 'histogram', label: 'waits', unit: 'ms', buckets: [{ upTo: 4, count: 2 }] },
      { kind: 'timeline', label: 'an order', steps: [{ actor: 'A', text: 'reads', result: '100' }], schedule: 'A,B' },
    ])
  })
})

describe('sortIntoBuckets', () => {
  test('puts each value into one bucket, whose bound is inclusive', () => {
    const buckets = sortIntoBuckets([0, 1, 2, 3, 12])
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(5)
    expect([buckets[0], buckets.at(-1)]).toEqual([
      { upTo: 1, count: 2 },
      { upTo: 12, count: 1 },
    ])
  })

  test('puts equal values into one bucket, and none into none', () => {
    expect(sortIntoBuckets([4, 4])).toEqual([{ upTo: 4, count: 2 }])
    expect(sortIntoBuckets([])).toEqual([])
  })
})
