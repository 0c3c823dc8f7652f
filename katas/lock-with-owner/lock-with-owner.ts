import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What a server runs its jobs with. */
export interface Server {
  /** This server's connection. All its runs share it. */
  readonly redis: Redis
  /** Wait with `clock.sleep(milliseconds)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
}

/** The lock of this run is gone. Another run may have begun, so what this one had planned is out of date. */
export class LockLost extends Error {
  override readonly name = 'LockLost'
}

/**
 * A job calls it before each batch, at least every 20 seconds. The lock then lives for another 30 seconds.
 *
 * @throws LockLost when the lock is no longer this run's; the job passes the error on, and so stops
 */
export type KeepLock = () => Promise<void>

const lockMs = 30_000

/**
 * Runs `work` if no other run of the same job is at work, on this server or another, and then resolves to true.
 * Resolves to false at once if there is one. Errors of `work` reach the caller.
 */
export async function runAlone(
  { redis }: Server,
  job: string,
  work: (keepLock: KeepLock) => Promise<void>,
): Promise<boolean> {
  const lock = `lock:${job}`
  const locked = await redis.set(lock, 'locked', 'PX', lockMs, 'NX')
  if (locked === null) return false
  const keepLock = async (): Promise<void> => {
    const kept = await redis.pexpire(lock, lockMs)
    if (kept === 0) throw new LockLost(`The lock of the job ${job} has run out.`)
  }
  try {
    await work(keepLock)
    return true
  } finally {
    await redis.del(lock)
  }
}
