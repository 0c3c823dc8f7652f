import { expect, test } from 'vitest'
import { shareWork } from './share-work.ts'

test('work that is under way is not begun a second time, and begun anew when it is over', async () => {
  const done = Promise.withResolvers<string>()
  let begun = 0
  const work = () => {
    begun += 1
    return done.promise
  }
  const both = [shareWork('unpack', work), shareWork('unpack', work)]
  expect(begun).toBe(1)
  done.resolve('unpacked')
  expect(await Promise.all(both)).toEqual(['unpacked', 'unpacked'])
  await shareWork('unpack', work)
  expect(begun).toBe(2)
})

test('work that failed can be tried again', async () => {
  await expect(shareWork('unpack', () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full')
  expect(await shareWork('unpack', async () => 'unpacked')).toBe('unpacked')
})
