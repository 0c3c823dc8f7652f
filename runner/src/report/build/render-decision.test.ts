import { expect, test } from 'vitest'
import { type DecisionView, renderDecision } from './render-decision.ts'

const empty: DecisionView = {
  ...{ build: 'desk', standing: ['Rests on the run 1.'], fields: [], decision: {}, claims: [], measured: [] },
}

test('what is not written down is named and not filled in', () => {
  const text = renderDecision(empty)
  for (const part of ['context', 'alternatives', 'choice', 'price', 'removal'])
    expect(text).toContain(`_Not written down: \`decision.${part}\` of design-sheet.ts._`)
  expect(text).toContain('No claim was tried.')
})

test('each tried claim stands with its evidence, and one that was never tried with those', () => {
  const claimed = 'redis is gone: fails open, within 100 ms'
  const text = renderDecision({
    ...empty,
    decision: { choice: 'One script.', alternatives: [{ what: 'Two calls', because: 'They race.' }] },
    fields: [
      { field: 'failsOpenOrClosed', state: 'claimed', lines: [claimed, 'the disk is full: fails closed'] },
      { field: 'costPerMonth', state: 'claimed', lines: ['at 10 requests/s: 1 x redis at 5 EUR'] },
      { field: 'retried', state: 'unclaimed', lines: [] },
      { field: 'whenReplicaLags', state: 'does-not-apply', lines: ['There is none.'] },
    ],
    claims: [
      {
        ...{ kind: 'claim', field: 'failsOpenOrClosed', about: 'redis is gone', claimed, outcome: 'too-modest' },
        ...{ seen: '200 | of 200.', remark: 'Claim less.' },
      },
    ],
  })
  expect(text).toContain(`| failsOpenOrClosed (redis is gone) | ${claimed} | too modest | 200 \\| of 200. Claim less |`)
  expect(text).toContain('- failsOpenOrClosed: the disk is full: fails closed')
  expect(text).toContain('Not claimed:\n\n- retried\n')
  expect(text).toContain('Said not to apply:\n\n- whenReplicaLags: There is none.')
  expect(text).toContain('- Two calls. Not taken: They race.')
  expect(text).toContain('\n- costPerMonth: at 10 requests/s')
  expect(text).not.toContain('Not written down: `decision.choice`')
})

test('what was measured is told as tables, by test', () => {
  const evidence = [
    { kind: 'count', label: 'calls', value: 3, expected: 1 } as const,
    { kind: 'histogram', label: 'latency', unit: 'ms', buckets: [{ upTo: 1.2345, count: 2 }] } as const,
  ]
  const text = renderDecision({ ...empty, measured: [{ test: 'A day', evidence }] })
  expect(text).toContain('### A day\n\n| count | measured | solution |\n| --- | --- | --- |\n| calls | 3 | 1 |\n')
  expect(text).toContain('latency:\n\n| up to | count |\n| --- | --- |\n| 1.23 ms | 2 |')
})
