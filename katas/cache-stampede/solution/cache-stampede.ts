import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

/** Twice the slowest load: long enough that a living rebuilder keeps its lock, short enough to outlive a dead one. */
const lockMs = 10_000
const pollMs = 50

/** Compares and deletes in one step. Between a GET and a DEL from here the lock could pass to somebody else. */
const unlockIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/** The value under `key`, rebuilt by one reader when it has expired, while the others wait for it. */
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
    await cache.clock.sleep(pollMs)
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
    // The miss may be older than the lock: somebody can have rebuilt the value and unlocked in between.
    const rebuilt = await cache.redis.get(key)
    if (rebuilt !== null) return rebuilt
    const value = await load()
    await cache.redis.set(key, value, 'PX', ttlMs)
    return value
  } finally {
    await cache.redis.eval(unlockIfMine, 1, `${key}:lock`, token)
  }
}
