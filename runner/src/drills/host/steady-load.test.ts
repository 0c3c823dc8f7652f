import { setTimeout as delay } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { BoundedLoad } from './steady-load.ts'

test('a rate above the limit is refused', () => {
  const load = () => new BoundedLoad({ name: 'flood', ratePerSecond: 201, call: async () => 'ok' })
  expect(load).toThrow(expect.objectContaining({ code: 'LOAD_TOO_LARGE' }))
})

test('a pause resolves when no call is under way, and nothing is sent until it goes on', async () => {
  const waiting: (() => void)[] = []
  let sent = 0
  const call = (): Promise<string> => {
    sent += 1
    return new Promise((done) => waiting.push(() => done('ok')))
  }
  const load = new BoundedLoad({ name: 'visitors', ratePerSecond: 100, call })
  await vi.waitFor(() => expect(sent).toBeGreaterThan(1))
  let isPaused = false
  const pausing = load.pause().then(() => {
    isPaused = true
  })
  const before = sent
  await delay(60)
  expect({ isPaused, sent }).toEqual({ isPaused: false, sent: before })
  for (const end of waiting) end()
  await pausing
  load.resume()
  await vi.waitFor(() => expect(sent).toBeGreaterThan(before))
  const over = load.pause()
  for (const end of waiting) end()
  await over
})

test('only calls that were served count as latencies', async () => {
  const load = new BoundedLoad({ name: 'visitors', ratePerSecond: 100, served: 'ok', call: async () => 'error' })
  await vi.waitFor(() => expect(load.recent.outcomes['error']).toBeGreaterThan(1))
  expect(load.recent.p50Ms).toBeUndefined()
  await load.pause()
})
