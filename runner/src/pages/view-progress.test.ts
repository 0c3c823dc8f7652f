import { expect, test } from 'vitest'
import { type DatedEvent, someEvents, someRun } from '../../test/support/some-events.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import type { PageCourse } from './page-course.ts'
import { type ProgressView, viewProgress } from './view-progress.ts'

const wrong = [{ name: 'off-by-one', fails: 'a sum', message: 'It was 4 (expected 3).' }]
const kata = (slug: string) => ({ slug, title: slug, testHash: 't', wrong })
const course: PageCourse = {
  base: '/',
  chapters: [
    { slug: 'sums', title: 'Sums', katas: [kata('add-up'), kata('take-away')] },
    { slug: 'empty', title: 'Still to come', katas: [] },
  ],
}

function viewOf(...events: readonly DatedEvent[]): ProgressView {
  return viewProgress(course, deriveProgress(someEvents(...events)))
}

test('chapters without katas are left out, and nothing begun is all new', () => {
  expect(viewOf()).toMatchObject({ total: 2, passed: 0, ledger: [], chapters: [{ slug: 'sums' }] })
})

test('wrong solutions are told of a passed kata, and of no other', () => {
  const { chapters, passed } = viewOf([0, someRun('passed')], [1, someRun('failed', { kata: 'take-away' })])
  expect(passed).toBe(1)
  expect(chapters[0]?.katas).toMatchObject([
    { state: 'passed', wrong },
    { state: 'started', wrong: [], attempts: 1 },
  ])
})

test('a pass by another test than the one of the course is stale, in the list and in the ledger', () => {
  const run = someRun('passed', { testHash: 'earlier', constraints: [{ id: 'sum', sentence: 'A sum is right' }] })
  const { chapters, ledger } = viewOf([0, run])
  expect(chapters[0]?.katas[0]?.isStale).toBe(true)
  expect(ledger).toMatchObject([{ constraint: 'sum', title: 'add-up', isStale: true }])
})

test('a constraint of a kata that the course no longer has stays in the ledger', () => {
  const constraints = [{ id: 'old', sentence: 'An old one' }]
  const { ledger } = viewOf([0, someRun('passed', { kata: 'gone', constraints })])
  expect(ledger).toMatchObject([{ kata: 'gone', title: 'gone', isStale: false }])
})

test('a kata for which another stands says for which', () => {
  const standsFor = [{ kata: 'add-up', constraints: [{ id: 'sum', sentence: 'A sum is right' }] }]
  const { chapters, testedOut, stoodFor } = viewOf(
    [0, { kind: 'testout', chapter: 'sums', kata: 'take-away', standsFor }],
    [0, someRun('passed', { kata: 'take-away' })],
  )
  expect(testedOut).toBe(1)
  expect(chapters[0]?.katas[0]).toMatchObject({ state: 'tested-out', testedOutBy: 'take-away', wrong: [] })
  expect(stoodFor).toMatchObject([{ by: 'take-away' }])
})
