// fails: A rebuilder that dies blocks the key for at most 30 seconds
// hint: Who unlocks for the dead?
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

const pollMs = 50
const unlockIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/** A `finally` runs when a function throws. It doesn't run when the process is gone. */
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
    if ((await cache.redis.set(`${key}:lock`, token, 'NX')) === 'OK') break
    await cache.clock.sleep(pollMs)
  }
  try {
    const rebuilt = await cache.redis.get(key)
    if (rebuilt !== null) return rebuilt
    const value = await load()
    await cache.redis.set(key, value, 'PX', ttlMs)
    return value
  } finally {
    await cache.redis.eval(unlockIfMine, 1, `${key}:lock`, token)
  }
}
