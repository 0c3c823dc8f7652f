import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { renderLedger } from './render-ledger.ts'

const entry = {
  constraint: 'one-rebuild-per-expiry',
  sentence: 'One expired key is rebuilt once, whoever asks',
  kata: 'cache-stampede',
  evidence: [{ kind: 'count' as const, label: 'reads reaching Postgres', value: 1 }],
  firstPassedAt: '2026-01-02T03:04:05.000Z',
  lastConfirmedAt: '2026-02-03T03:04:05.000Z',
}

test('a constraint stands with its kata, its dates and what was measured', () => {
  expect(renderLedger([entry], [], someScreen(), new Date('2026-02-08T00:00:00Z'))).toMatchInlineSnapshot(`
    " ✓ One expired key is rebuilt once, whoever asks
       one-rebuild-per-expiry · cache-stampede
       passed 2026-01-02, last confirmed 2026-02-03, 4 days ago
       reads reaching Postgres: 1

    "
  `)
})

test('an empty ledger says how to fill it', () => {
  expect(renderLedger([], [], someScreen())).toContain('kata list')
})

test('what was tested out stands apart, with the kata that stands for it and no evidence', () => {
  const line = {
    kata: 'hot-row',
    by: 'the-night-shift',
    at: '2026-01-02T03:04:05.000Z',
    constraints: [{ id: 'no-queue-at-one-row', sentence: 'A counter does not queue its callers' }],
  }
  const text = renderLedger([entry], [line], someScreen())
  expect(text.split('Tested out, not measured')[1]).toMatchInlineSnapshot(`
    "

       A counter does not queue its callers
       no-queue-at-one-row · hot-row
       the-night-shift stands for it since 2026-01-02

    "
  `)
  expect(renderLedger([], [line], someScreen())).not.toContain('The ledger is empty')
})

test('a constraint that the boss defends itself is not said to be tested out as well', () => {
  const { constraint: id, sentence } = entry
  const other = { id: 'no-queue-at-one-row', sentence: 'A counter does not queue its callers' }
  const line = { kata: 'hot-row', by: 'the-night-shift', at: entry.firstPassedAt, constraints: [{ id, sentence }] }
  expect(renderLedger([entry], [line], someScreen())).not.toContain('Tested out')
  const both = { ...line, constraints: [{ id, sentence }, other] }
  const [, testedOut = ''] = renderLedger([entry], [both], someScreen()).split('Tested out')
  expect(testedOut).toContain(other.id)
  expect(testedOut).not.toContain(id)
})
