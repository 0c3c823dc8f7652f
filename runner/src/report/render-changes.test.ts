import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { renderChanges } from './render-changes.ts'
import { renderExport, renderImport } from './render-transfer.ts'

const changes = [
  { kata: 'exactly-once-illusion', files: ['README.md'], isStale: false, isRemoved: false },
  { kata: 'lost-update', files: ['lost-update.test.ts'], isStale: true, isRemoved: false },
  { kata: 'long-gone', files: [], isStale: false, isRemoved: true },
]

test('each kata stands with what changed in it, and stale passes with what renews them', () => {
  const text = renderChanges({ changes, newest: 'git pull && npm ci' }, someScreen())
  expect(text).toMatch(/3 katas have changed.*lost-update\.test\.ts\n.*earlier test: kata test lost-update/s)
  expect(text).toContain('long-gone  is no longer in the course')
  expect(text).toContain('kata update exactly-once-illusion --diff')
})

test('without changes it says where new content comes from', () => {
  const text = renderChanges({ changes: [], newest: 'npm i loadbearing@latest' }, someScreen())
  expect(text).toMatch(/Nothing that you have begun has changed.*npm i loadbearing@latest/s)
})

test.each([60, 80])('what is told of changes, exports and imports fits into %i columns', (columns) => {
  const screen = someScreen({ columns })
  const texts = [
    renderChanges({ changes, newest: 'npm i loadbearing@latest' }, screen),
    renderExport({ file: 'loadbearing-2026-01-02.json', events: 1000, attempts: 200 }, screen),
    renderImport({ newEvents: 1000, knownEvents: 2000, newAttempts: changes }, screen),
  ]
  for (const text of texts) expect(widestLine(text)).toBeLessThanOrEqual(columns)
})
