import { expect, test } from 'vitest'
import { someScreen } from '../../../test/support/some-screen.ts'
import { widestLine } from '../../../test/support/widest-line.ts'
import type { DrillEvent } from '../../drills/drill-status.ts'
import { renderDebrief, renderReport } from './render-debrief.ts'

const kata = { slug: 'drill', title: 'A drill', constraints: [{ id: 'stays', sentence: 'It stays up' }] }
const events: readonly DrillEvent[] = [
  { at: 1_000, by: 'system', kind: 'fault', text: 'The fault has arrived.' },
  { at: 61_000, by: 'you', kind: 'note', text: 'a | b' },
  { at: 121_000, by: 'you', kind: 'restart', text: `${'word '.repeat(30)}end` },
]
const debrief = { kata, events, reportFile: 'drill/report.md' }

test('the system is on the left, the person on the right', () => {
  const lines = renderDebrief(debrief, someScreen()).split('\n')
  const note = lines.find((line) => line.includes('a | b')) ?? ''
  const fault = lines.find((line) => line.includes('The fault')) ?? ''
  expect(fault.indexOf('The fault')).toBe(8)
  expect(note.indexOf('“')).toBeGreaterThan(40)
  expect(lines.join('\n')).toContain('It stays up')
})

test.for([50, 60, 80, 120])('no line is wider than %d columns', (columns) => {
  expect(widestLine(renderDebrief(debrief, someScreen({ columns })))).toBeLessThanOrEqual(columns)
})

test('the report has the timeline as a table that no text breaks, and the time to a state that holds', () => {
  const report = renderReport({ kata, events }, 181_000)
  expect(report).toContain('From the fault to a state that holds: 3 min.')
  expect(report).toContain('| 1:00 | you | *a \\| b* |')
  expect(renderReport({ kata, events }, undefined)).toContain('a state that holds: not yet')
})
