// fails: One expired key is rebuilt once, whoever asks
// hint: What do the other readers know at that moment?
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

const inFlight = new Map<string, Promise<string>>()

/** Single flight inside one process. Every process has a map of its own, so each of them rebuilds once. */
export function getOrLoad(cache: Cache, key: string, ttlMs: number, load: () => Promise<string>): Promise<string> {
  const running = inFlight.get(key)
  if (running !== undefined) return running
  const started = getOrRebuild(cache, key, ttlMs, load).finally(() => inFlight.delete(key))
  inFlight.set(key, started)
  return started
}

async function getOrRebuild(cache: Cache, key: string, ttlMs: number, load: () => Promise<string>): Promise<string> {
  const cached = await cache.redis.get(key)
  if (cached !== null) return cached
  const value = await load()
  await cache.redis.set(key, value, 'PX', ttlMs)
  return value
}
