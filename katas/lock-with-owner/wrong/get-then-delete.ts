// fails: Only its owner frees a lock, in whatever order the commands run
// hint: Whose lock is it?
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

const keepIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`

/** Looks whose lock it is, then deletes it. Between the two commands it can become somebody else's. */
export async function runAlone(
  { redis }: Server,
  job: string,
  work: (keepLock: KeepLock) => Promise<void>,
): Promise<boolean> {
  const lock = `lock:${job}`
  const token = randomUUID()
  if ((await redis.set(lock, token, 'PX', lockMs, 'NX')) === null) return false
  const keepLock = async (): Promise<void> => {
    const kept = await redis.eval(keepIfMine, 1, lock, token, lockMs)
    if (kept === 0) throw new LockLost(`The lock of the job ${job} has passed on.`)
  }
  try {
    await work(keepLock)
    return true
  } finally {
    if ((await redis.get(lock)) === token) await redis.del(lock)
  }
}
