import { expect, test } from 'vitest'
import { someEvents, someRun } from '../../test/support/some-events.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import type { NewEvent } from '../workspace/progress-event.ts'
import type { PageCourse } from './page-course.ts'
import { renderProgress } from './render-progress.ts'
import { viewProgress } from './view-progress.ts'

const course: PageCourse = {
  base: '/',
  chapters: [{ slug: 'sums', title: 'Sums', katas: [{ slug: 'add-up', title: 'Add up', testHash: 't', wrong: [] }] }],
}

function render(...events: readonly NewEvent[]): string {
  const dated = events.map((event, day) => [day, event] as const)
  return renderProgress(viewProgress(course, deriveProgress(someEvents(...dated))), '/')
}

test('before the first pass the ledger says how it fills', () => {
  const html = render()
  expect(html).toContain('0 of 1 katas passed. 0 constraints defended.')
  expect(html).toContain('It is empty.')
  expect(html).toContain('not begun')
})

test('a constraint stands with what was measured and when it was confirmed', () => {
  const evidence = [{ kind: 'count', label: 'sums that were wrong', value: 0 } as const]
  const tests = [{ name: 'A sum is right', state: 'passed', evidence }]
  const pass = someRun('passed', { tests, constraints: [{ id: 'sum', sentence: 'A sum is right' }] })
  const html = render(pass, pass)
  expect(html).toContain('href="/constraints/#sum"')
  expect(html).toContain('<li>sums that were wrong: 0</li>')
  expect(html).toContain('passed 2026-01-01, last confirmed 2026-01-02')
})

test('of a kata in work the last message is there to read', () => {
  const html = render(someRun('failed', { failedTest: 'A sum is right', message: 'It was 4 (expected 3).' }))
  expect(html).toContain('in work, last run failed')
  expect(html).toMatch(/What the last run said.*A sum is right.*It was 4 \(expected 3\)\./s)
})

test('with a pass behind it the last failure is not shown any more', () => {
  expect(render(someRun('passed'), someRun('failed', { message: 'It was 4.' }))).not.toContain('It was 4.')
})
