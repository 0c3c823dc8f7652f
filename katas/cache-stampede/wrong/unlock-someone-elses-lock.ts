// fails: A rebuilder that comes late does not get in the way of its successor
// hint: Whose lock do you delete?
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

const lockMs = 10_000
const pollMs = 50

/** Deletes the lock, whoever holds it by now. */
export async function getOrLoad(
  cache: Cache,
  key: string,
  ttlMs: number,
  load: () => Promise<string>,
): Promise<string> {
  for (;;) {
    const cached = await cache.redis.get(key)
    if (cached !== null) return cached
    if ((await cache.redis.set(`${key}:lock`, '1', 'PX', lockMs, 'NX')) === 'OK') break
    await cache.clock.sleep(pollMs)
  }
  try {
    const rebuilt = await cache.redis.get(key)
    if (rebuilt !== null) return rebuilt
    const value = await load()
    await cache.redis.set(key, value, 'PX', ttlMs)
    return value
  } finally {
    await cache.redis.del(`${key}:lock`)
  }
}
