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

/** Look and act are one step for Redis. Between two commands from here the lock could pass to another run. */
const freeIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const keepIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`

/** Runs `work` under a lock that bears the token of this run, and of no other. False when another run has it. */
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
    await redis.eval(freeIfMine, 1, lock, token)
  }
}
