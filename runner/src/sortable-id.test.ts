import { expect, test } from 'vitest'
import { sortableId } from './sortable-id.ts'

test('ids sort by time, also within one millisecond and after the clock was set back', () => {
  const ids = [sortableId(5_000), sortableId(5_000), sortableId(4_000), sortableId(6_000)]
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('an id sorts behind the last one of a log, which another process made by a clock that was ahead', () => {
  const ahead = `${(9_000_000).toString(36).padStart(9, '0')}-0007-0123456789ab`
  const ids = [ahead, sortableId(7_000, ahead), sortableId(8_000, ahead), sortableId(9_000_001, ahead)]
  expect([...ids].sort()).toEqual(ids)
})

test('what is no id of ours moves nothing', () => {
  const id = sortableId(10_000_000, 'zzz')
  expect(id.startsWith((10_000_000).toString(36).padStart(9, '0'))).toBe(true)
})
