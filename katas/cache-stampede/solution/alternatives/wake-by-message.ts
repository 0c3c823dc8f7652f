import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

const lockMs = 10_000
/** A message can be lost, and a dead rebuilder sends none. So whoever waits looks again after this time. */
const patienceMs = 1_000

/** Unlocks and tells the waiters, in one step, and only while the lock is ours. */
const unlockAndTell = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return redis.call('PUBLISH', KEYS[1], 'free')`

/** Waiters sleep until the rebuilder tells them that it is done, instead of asking 20 times a second. */
export async function getOrLoad(
  cache: Cache,
  key: string,
  ttlMs: number,
  load: () => Promise<string>,
): Promise<string> {
  for (;;) {
    const cached = await cache.redis.get(key)
    if (cached !== null) return cached
    const token = randomUUID()
    const locked = await cache.redis.set(`${key}:lock`, token, 'PX', lockMs, 'NX')
    if (locked === 'OK') return rebuild(cache, key, ttlMs, load, token)
    await waitForUnlock(cache, `${key}:lock`)
  }
}

async function rebuild(
  cache: Cache,
  key: string,
  ttlMs: number,
  load: () => Promise<string>,
  token: string,
): Promise<string> {
  try {
    const rebuilt = await cache.redis.get(key)
    if (rebuilt !== null) return rebuilt
    const value = await load()
    await cache.redis.set(key, value, 'PX', ttlMs)
    return value
  } finally {
    await cache.redis.eval(unlockAndTell, 1, `${key}:lock`, token)
  }
}

async function waitForUnlock(cache: Cache, lock: string): Promise<void> {
  const subscriber = cache.redis.duplicate()
  const awake = new AbortController()
  try {
    subscriber.on('message', () => awake.abort())
    await subscriber.subscribe(lock)
    // The message may have been sent before the subscription: then the lock is gone already.
    if ((await cache.redis.exists(lock)) === 0) return
    await cache.clock.sleep(patienceMs, awake.signal).catch(() => undefined)
  } finally {
    subscriber.disconnect()
  }
}
