import { expect, test } from 'vitest'
import { sortableId } from './sortable-id.ts'

test('ids sort by time, also within one millisecond and after the clock was set back', () => {
  const ids = [sortableId(5_000), sortableId(5_000), sortableId(4_000), sortableId(6_000)]
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})
