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
const renewMs = 10_000

const freeIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const keepIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`

/**
 * Renews the lock by itself, so that a batch may take as long as it likes. Whether the lock can still be ours is told
 * by the clock here: a renewal that is late, or that never comes back, stops the job as well.
 */
export async function runAlone(
  { redis, clock }: Server,
  job: string,
  work: (keepLock: KeepLock) => Promise<void>,
): Promise<boolean> {
  const lock = `lock:${job}`
  const token = randomUUID()
  // Counted from before the command: the lock begins to live some time after that, never earlier.
  let validUntilMs = clock.now() + lockMs
  if ((await redis.set(lock, token, 'PX', lockMs, 'NX')) === null) return false
  const isOver = new AbortController()
  const renewing = (async (): Promise<void> => {
    for (;;) {
      await clock.sleep(renewMs, isOver.signal)
      const askedAtMs = clock.now()
      if ((await redis.eval(keepIfMine, 1, lock, token, lockMs)) === 0) return
      validUntilMs = askedAtMs + lockMs
    }
  })().catch(() => undefined)
  const keepLock = async (): Promise<void> => {
    if (clock.now() >= validUntilMs) throw new LockLost(`The lock of the job ${job} has run out.`)
  }
  try {
    await work(keepLock)
    return true
  } finally {
    isOver.abort()
    await renewing
    await redis.eval(freeIfMine, 1, lock, token)
  }
}
