import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  /** This process's connection. */
  readonly redis: Redis
  /** Wait with `clock.sleep(milliseconds)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
}

/**
 * The value under `key`: from Redis while it is there, else from `load`, and then kept for `ttlMs`.
 *
 * The value is a plain string under `key` itself, because other services read it there.
 * `load` asks Postgres. It may take 5 seconds, and it may throw; then its error reaches the caller.
 */
export async function getOrLoad(
  cache: Cache,
  key: string,
  ttlMs: number,
  load: () => Promise<string>,
): Promise<string> {
  const cached = await cache.redis.get(key)
  if (cached !== null) return cached

  // TODO: everybody who meets the expired key arrives here, in every process.
  const value = await load()
  await cache.redis.set(key, value, 'PX', ttlMs)
  return value
}
