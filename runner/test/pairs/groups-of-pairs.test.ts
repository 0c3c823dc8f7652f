import { expect, test } from 'vitest'
import { groupsOfPairs } from './groups-of-pairs.ts'

const members = Array.from({ length: 18 }, (_, at) => at)
const everyone = { size: 4, mustMeet: () => true }

function meetingsIn(groups: readonly (readonly number[])[]): Set<string> {
  return new Set(
    groups.flatMap((group) =>
      group.flatMap((one, at) => group.slice(at + 1).map((other) => `${Math.min(one, other)} ${Math.max(one, other)}`)),
    ),
  )
}

test('everyone who must meet does, themselves included', () => {
  expect(meetingsIn(groupsOfPairs(members, everyone)).size).toBe((18 * 19) / 2)
})

test('whoever needs nobody else meets at least themselves', () => {
  const met = meetingsIn(groupsOfPairs(members, { size: 4, mustMeet: (one, other) => one < 2 && other < 2 }))
  expect([...met]).toEqual(expect.arrayContaining(['0 1', ...members.map((one) => `${one} ${one}`)]))
})

test('four meet at a time, so that fewer runs are needed than one a meeting', () => {
  const groups = groupsOfPairs(members, everyone)
  expect(groups.every((group) => group.length === 4)).toBe(true)
  expect(groups.length * 4).toBeLessThan((18 * 19) / 2)
})

test('one alone meets itself', () => {
  expect(groupsOfPairs([7], everyone)).toEqual([[7, 7, 7, 7]])
})
