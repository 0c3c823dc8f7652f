import { expect, test } from 'vitest'
import { summariseEvidence } from './summarise-evidence.ts'

test('each kind of evidence is one line', () => {
  const lines = [
    summariseEvidence({ kind: 'count', label: 'orders', value: 24, unit: 'orders' }),
    summariseEvidence({
      kind: 'table',
      label: 'reads',
      columns: ['how', 'reads'],
      rows: [
        ['with', 1],
        ['without', 200],
      ],
    }),
    summariseEvidence({
      kind: 'histogram',
      label: 'wait',
      unit: 'ms',
      buckets: [
        { upTo: 10, count: 90 },
        { upTo: 50, count: 10 },
      ],
    }),
    summariseEvidence({ kind: 'timeline', label: 'a failing order', steps: [{ actor: 'A', text: 'reads' }] }),
  ]
  expect(lines).toEqual([
    'orders: 24 orders',
    'reads: with 1; without 200',
    'wait: 100 values, half up to 10 ms, 99% up to 50 ms',
    'a failing order: 1 steps',
  ])
})
