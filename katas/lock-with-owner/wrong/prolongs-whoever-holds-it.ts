// fails: A run that has lost its lock is told so before its next batch
// hint: Whose lock do you prolong?
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

const freeIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/** Frees its own lock alone, and prolongs the lock of whoever has it by now. */
export async function runAlone(
  { redis }: Server,
  job: string,
  work: (keepLock: KeepLock) => Promise<void>,
): Promise<boolean> {
  const lock = `lock:${job}`
  const token = randomUUID()
  if ((await redis.set(lock, token, 'PX', lockMs, 'NX')) === null) return false
  const keepLock = async (): Promise<void> => {
    const kept = await redis.pexpire(lock, lockMs)
    if (kept === 0) throw new LockLost(`The lock of the job ${job} has run out.`)
  }
  try {
    await work(keepLock)
    return true
  } finally {
    await redis.eval(freeIfMine, 1, lock, token)
  }
}
