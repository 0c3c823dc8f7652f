import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one process of the shop reads through. */
export interface Cache {
  readonly redis: Redis
  readonly clock: Clock
}

const lockMs = 10_000
const pollMs = 100

/** Looks for the value and takes the lock in one step, so that no miss can be out of date. */
const readOrLock = `
local value = redis.call('GET', KEYS[1])
if value then return {'value', value} end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {'mine'} end
return {'wait'}`

/** Stores and unlocks in one step, and only while the lock is ours: a late rebuilder overwrites nothing. */
const storeAndUnlock = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return redis.call('DEL', KEYS[2])`

const unlockIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/** Two round trips for the rebuilder, one for everybody else, and the old value of a late load is thrown away. */
export async function getOrLoad(
  cache: Cache,
  key: string,
  ttlMs: number,
  load: () => Promise<string>,
): Promise<string> {
  const lock = `${key}:lock`
  const token = randomUUID()
  for (;;) {
    const [state, cached] = (await cache.redis.eval(readOrLock, 2, key, lock, token, lockMs)) as [string, string?]
    if (state === 'mine') break
    if (cached !== undefined) return cached
    await cache.clock.sleep(pollMs)
  }
  try {
    const value = await load()
    await cache.redis.eval(storeAndUnlock, 2, key, lock, token, value, ttlMs)
    return value
  } catch (error) {
    await cache.redis.eval(unlockIfMine, 1, lock, token)
    throw error
  }
}
