import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { widestLine } from '../../test/support/widest-line.ts'
import { type AttemptLine, renderAttempts } from './render-attempts.ts'

const attempts: AttemptLine[] = [
  {
    number: 1,
    name: '2026-01-02T03-04-05-000-3ae55bc9',
    folder: '/w/attempts/add-up/2026-01-02T03-04-05-000-3ae55bc9',
    keptAt: '2026-01-02T03:04:05.000Z',
    verdict: 'failed',
    failedTest: 'Every confirmed credit is in the balance, in whatever order two of them run',
    linesChanged: 12,
  },
  { number: 2, name: 'before-lunch', folder: '/w/attempts/add-up/before-lunch', linesChanged: 0 },
]

test('each version stands with its time, its verdict and how far it is from the files in place', () => {
  const lines = renderAttempts('add-up', attempts, someScreen({ columns: 100 })).split('\n')
  expect(lines[0]).toBe(' add-up  2 versions are kept')
  expect(lines[2]).toMatch(/^ {5}1 {2}2026-01-0\d \d\d:\d4 {2}12 lines differ {4}failed: Every confirmed credit/)
  expect(lines[3]).toBe('     2  before-lunch      in place now       not run')
})

test.each([60, 80])('it fits into %i columns', (columns) => {
  expect(widestLine(renderAttempts('add-up', attempts, someScreen({ columns })))).toBeLessThanOrEqual(columns)
})

test('a kata without versions says when one is kept', () => {
  expect(renderAttempts('add-up', [], someScreen())).toContain('Each version that is run is kept')
})
