import { expect, test } from 'vitest'
import { groupsOfPairs } from './groups-of-pairs.ts'

const members = Array.from({ length: 18 }, (_, at) => `kata ${at}`)

test('everyone meets everyone, themselves included', () => {
  const met = new Set(
    groupsOfPairs(members).flatMap((group) =>
      group.flatMap((one, at) => group.slice(at + 1).map((other) => [one, other].toSorted().join(' and '))),
    ),
  )
  expect(met.size).toBe((18 * 19) / 2)
})

test('three meet at a time, so that far fewer runs are needed than two a pair', () => {
  const groups = groupsOfPairs(members)
  expect(groups.every((group) => group.length === 3)).toBe(true)
  expect(groups.length * 3).toBeLessThan(((18 * 19) / 2) * 1.4)
})

test('one alone meets itself', () => {
  expect(groupsOfPairs(['kata'])).toEqual([['kata', 'kata', 'kata']])
})
