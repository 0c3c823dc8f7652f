import { expect, test } from 'vitest'
import { parseSnapshots, renderSnapshots } from './message-snapshots.ts'

const snapshots = [
  { name: 'a', fails: 'one', hint: 'Look', message: 'First line.\n\nSecond: line.' },
  { name: 'b', fails: 'two', hint: 'Think', message: 'Only line.' },
]

test('what was written is read again', () => {
  expect(parseSnapshots(renderSnapshots(snapshots))).toEqual(snapshots)
})

test('the file is in order of names, whatever the order of runs', () => {
  expect(renderSnapshots(snapshots.toReversed())).toBe(renderSnapshots(snapshots))
})

test('a section without its fields differs from every run', () => {
  expect(parseSnapshots('## a\n\nmessage\n')).toEqual([{ name: 'a', fails: '', hint: '', message: 'message' }])
})
