import { expect, test } from 'vitest'
import { someEvents, someRun } from '../../test/support/some-events.ts'
import { findSameFailures } from './find-same-failures.ts'
import type { RunEvent } from './progress-event.ts'

const fails = 'A sum holds both numbers'
const snapshots = [
  { name: 'drops-one', fails, hint: '', message: 'One and two was one.' },
  { name: 'forgets-one', fails, hint: '', message: 'One and two was two.' },
  { name: 'loses-one', fails, hint: '', message: 'One and two was two.' },
]

type Details = Parameters<typeof someRun>[1]

function failuresOf(...details: readonly Details[]) {
  const events = someEvents(
    ...details.map(
      (it) => [0, someRun('failed', { failedTest: fails, message: 'One and two was one.', ...it })] as const,
    ),
  )
  const runs = events.filter((event): event is RunEvent => event.kind === 'run')
  const wanted = new Set(runs.map(({ id }) => id))
  return findSameFailures({ runs, wanted, snapshots, starterHash: 'starter', testHash: 't' })
}

test('runs which said word for word what one wrong solution is told are named with it', () => {
  expect(failuresOf({ message: 'Another.' }, {}, {})).toEqual([{ name: 'drops-one', runs: [2, 3] }])
})

test.each([
  ['two wrong solutions are told the same', { message: 'One and two was two.' }],
  ['the message is another', { message: 'One and two was one' }],
  ['the same words came from another test', { failedTest: 'Nothing is added to zero' }],
  ['the starter itself was run', { contentHash: 'starter' }],
  ['another version of the test judged', { testHash: 'older' }],
  ['the run did not fail by a test', { state: 'crashed' as const }],
])('nothing is said when %s', (_, details) => {
  expect(failuresOf(details)).toEqual([])
})

test('runs of an earlier sitting count in the numbers and are not looked at', () => {
  const runs = someEvents(
    [0, someRun('failed', { failedTest: fails, message: 'One and two was one.' })],
    [1, someRun('failed', { failedTest: fails, message: 'One and two was one.' })],
  ).filter((event): event is RunEvent => event.kind === 'run')
  const wanted = new Set(runs.slice(1).map(({ id }) => id))
  expect(findSameFailures({ runs, wanted, snapshots, starterHash: '', testHash: 't' })).toEqual([
    { name: 'drops-one', runs: [2] },
  ])
})
