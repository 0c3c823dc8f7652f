// fails: Two readers rebuild once, in whatever order their commands run
// hint: How old is the miss when the lock is yours?
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

const lockMs = 10_000
const pollMs = 50
const unlockIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/** Misses, takes the lock, loads. The miss may be from before somebody else's rebuild. */
export async function getOrLoad(
  cache: Cache,
  key: string,
  ttlMs: number,
  load: () => Promise<string>,
): Promise<string> {
  const token = randomUUID()
  for (;;) {
    const cached = await cache.redis.get(key)
    if (cached !== null) return cached
    if ((await cache.redis.set(`${key}:lock`, token, 'PX', lockMs, 'NX')) === 'OK') break
    await cache.clock.sleep(pollMs)
  }
  try {
    const value = await load()
    await cache.redis.set(key, value, 'PX', ttlMs)
    return value
  } finally {
    await cache.redis.eval(unlockIfMine, 1, `${key}:lock`, token)
  }
}
