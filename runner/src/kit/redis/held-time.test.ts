import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import { test } from '../test.ts'
import { HeldTime } from './held-time.ts'

describe('held time', () => {
  test('a key lives as long afterwards as before, however long it was held', async ({ redis }) => {
    await redis.client.set('lock', 'A', 'PX', 400)
    await redis.client.set('for ever', 'B')
    const held = await HeldTime.hold(redis.client)
    await delay(900)
    expect(await redis.client.get('lock')).toBe('A')
    await held[Symbol.asyncDispose]()
    expect(await redis.client.pttl('lock')).toBeGreaterThan(200)
    expect(await redis.client.pttl('lock')).toBeLessThanOrEqual(400)
    expect(await redis.client.pttl('for ever')).toBe(-1)
  })

  test('it expires when nobody holds it any more', async ({ redis, eventually }) => {
    await redis.client.set('lock', 'A', 'PX', 300)
    await (await HeldTime.hold(redis.client))[Symbol.asyncDispose]()
    await eventually(
      () => redis.client.exists('lock'),
      (count) => count === 0,
      { describe: 'the lock has expired' },
    )
  })

  test('what was changed meanwhile stays so', async ({ redis }) => {
    for (const key of ['renewed', 'freed', 'kept']) await redis.client.set(key, 'A', 'PX', 20_000)
    const held = await HeldTime.hold(redis.client)
    await redis.client.pexpire('renewed', 60_000)
    await redis.client.del('freed')
    await redis.client.persist('kept')
    await held[Symbol.asyncDispose]()
    expect(await redis.client.pttl('renewed')).toBeGreaterThan(50_000)
    expect(await redis.client.exists('freed')).toBe(0)
    expect(await redis.client.pttl('kept')).toBe(-1)
  })
})
