import { expect, test } from 'vitest'
import { parseShard, takeShard } from './choose-subjects.ts'

const subjects = ['a', 'b', 'c', 'd', 'e'].map((slug) => ({ subject: 'kata' as const, slug }))

test('shards take every subject once', () => {
  const shards = [1, 2, 3].map((index) => takeShard(subjects, { index, count: 3 }))
  expect(shards.map((shard) => shard.length)).toEqual([2, 2, 1])
  expect(
    shards
      .flat()
      .map(({ slug }) => slug)
      .toSorted(),
  ).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a shard is read from i/n', () => {
  expect(parseShard('2/4')).toEqual({ index: 2, count: 4 })
})

test.each(['0/4', '5/4', '2', 'a/b'])('%s is no shard', (text) => {
  expect(() => parseShard(text)).toThrow('Expected --shard')
})
