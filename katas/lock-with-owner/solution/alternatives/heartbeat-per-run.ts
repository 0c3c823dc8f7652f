import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What a server runs its jobs with. */
export interface Server {
  readonly redis: Redis
  readonly clock: Clock
}

/** The lock of this run is gone, and what it had planned is out of date. */
export class LockLost extends Error {
  override readonly name = 'LockLost'
}

/** Called before each batch. Throws LockLost when the lock is no longer this run's. */
export type KeepLock = () => Promise<void>

const lockMs = 30_000

/** The lock names a run. It is free when that run has no key any more. */
const take = `
local run = redis.call('GET', KEYS[1])
if run and redis.call('EXISTS', run) == 1 then return 0 end
redis.call('SET', KEYS[2], 'alive', 'PX', ARGV[1])
redis.call('SET', KEYS[1], KEYS[2])
return 1`

/** A run lives as long as its own key does. It touches no other key afterwards, so there is nothing to compare. */
export async function runAlone(
  { redis }: Server,
  job: string,
  work: (keepLock: KeepLock) => Promise<void>,
): Promise<boolean> {
  const lock = `lock:${job}`
  const run = `${lock}:${randomUUID()}`
  if ((await redis.eval(take, 2, lock, run, lockMs)) === 0) return false
  const keepLock = async (): Promise<void> => {
    const kept = await redis.pexpire(run, lockMs)
    if (kept === 0) throw new LockLost(`The lock of the job ${job} has run out.`)
  }
  try {
    await work(keepLock)
    return true
  } finally {
    await redis.del(run)
  }
}
