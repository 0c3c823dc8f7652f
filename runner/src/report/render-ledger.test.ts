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
  expect(renderLedger([entry], someScreen())).toMatchInlineSnapshot(`
    " ✓ One expired key is rebuilt once, whoever asks
       one-rebuild-per-expiry · cache-stampede · passed 2026-01-02, confirmed 2026-02-03
       reads reaching Postgres: 1

    "
  `)
})

test('an empty ledger says how to fill it', () => {
  expect(renderLedger([], someScreen())).toContain('kata list')
})
