import { expect, test } from 'vitest'
import { freshCopy } from './fresh-copy.ts'
import { hasOutsideWork, runAsActor } from './origin/async-watch.ts'

test('freshCopy loads a module again, with a memory of its own', async () => {
  const load = () => import('./fixtures/counter.ts')
  const [first, second] = [await freshCopy(load), await freshCopy(load)]
  expect([first.next(), first.next(), second.next()]).toEqual([1, 2, 1])
})

test('whoever loads a copy is known to wait for it, though another thread does the work', async () => {
  const loaded = Promise.withResolvers<string>()
  const copy = runAsActor('A', () => freshCopy(() => loaded.promise))
  expect([hasOutsideWork('A'), hasOutsideWork('B')]).toEqual([true, false])
  loaded.resolve('module')
  expect(await copy).toBe('module')
  expect(hasOutsideWork('A')).toBe(false)
})
