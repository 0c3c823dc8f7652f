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

/** The readers of this process share one promise, so that only one of them goes to Redis for each key. */
const inFlight = new Map<string, Promise<string>>()

/** Single flight in front of the lock: 100 waiting readers of one process send the commands of one. */
export function getOrLoad(cache: Cache, key: string, ttlMs: number, load: () => Promise<string>): Promise<string> {
  const running = inFlight.get(key)
  if (running !== undefined) return running
  const started = getOrRebuild(cache, key, ttlMs, load).finally(() => inFlight.delete(key))
  inFlight.set(key, started)
  return started
}

async function getOrRebuild(cache: Cache, key: string, ttlMs: number, load: () => Promise<string>): Promise<string> {
  const token = randomUUID()
  for (;;) {
    const cached = await cache.redis.get(key)
    if (cached !== null) return cached
    if ((await cache.redis.set(`${key}:lock`, token, 'PX', lockMs, 'NX')) === 'OK') break
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
