import { expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import { widestLine } from '../../../test/support/widest-line.ts'
import type { DrillStatus } from '../../drills/drill-status.ts'
import { renderDashboard, renderPlainStatus } from './render-dashboard.ts'

const status: DrillStatus = {
  drill: 'three-in-the-morning',
  phase: 'struck',
  startedAt: 0,
  gauges: [
    { label: 'errors', value: '54 %', state: 'bad', amount: 0.54, of: 1 },
    { label: 'p99', value: '31 ms', state: 'good' },
    { label: 'pool shop-1', value: '2 of 2 used, 1000000000000 wait', state: 'bad', amount: 2, of: 2 },
  ],
  programs: [],
  machines: [],
  events: [
    {
      at: 187_000,
      by: 'system',
      kind: 'fault',
      text: 'The fault has arrived, and this sentence is longer than a screen is.',
    },
    { at: 190_000, by: 'you', kind: 'note', text: 'a lock' },
  ],
  leases: [],
}

test('the dashboard shows gauges with what is in trouble, bars, and the last events', () => {
  const text = renderDashboard(status, someScreen(), 200_000)
  expect(text).toContain('Something has happened')
  expect(text).toMatch(/✗ errors {7}54 % +▇▇▇▇▇▇······/)
  expect(text).toContain('✓ p99          31 ms')
  expect(text).toContain(' 3:10  you     “a lock”')
})

test.for([40, 60, 80])('no line is wider than %d columns', (columns) => {
  expect(widestLine(renderDashboard(status, someScreen({ columns }), 200_000))).toBeLessThanOrEqual(columns)
})

test('in plain words trouble comes first', () => {
  expect(renderPlainStatus(status)).toBe(
    'Something has happened. Trouble: errors 54 %, pool shop-1 2 of 2 used, 1000000000000 wait. Well: p99 31 ms.\n',
  )
})
