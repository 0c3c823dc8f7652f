import { expect, test } from 'vitest'
import { freshCopy } from './fresh-copy.ts'

test('freshCopy loads a module again, with a memory of its own', async () => {
  const load = () => import('./fixtures/counter.ts')
  const [first, second] = [await freshCopy(load), await freshCopy(load)]
  expect([first.next(), first.next(), second.next()]).toEqual([1, 2, 1])
})
