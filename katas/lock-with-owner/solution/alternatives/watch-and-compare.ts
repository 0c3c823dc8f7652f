import { randomUUID } from 'node:crypto'
import type { ChainableCommander, Redis } from 'ioredis'
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

/** Without scripts: look at the lock, and let Redis refuse the act if the lock has changed since the look. */
export async function runAlone(
  { redis }: Server,
  job: string,
  work: (keepLock: KeepLock) => Promise<void>,
): Promise<boolean> {
  const lock = `lock:${job}`
  const token = randomUUID()
  if ((await redis.set(lock, token, 'PX', lockMs, 'NX')) === null) return false
  const keepLock = async (): Promise<void> => {
    const isKept = await ifMine(redis, lock, token, (then) => then.pexpire(lock, lockMs))
    if (!isKept) throw new LockLost(`The lock of the job ${job} has passed on.`)
  }
  try {
    await work(keepLock)
    return true
  } finally {
    await ifMine(redis, lock, token, (then) => then.del(lock))
  }
}

/**
 * WATCH belongs to the connection, and another run on it would end it by its own EXEC. So each look has a connection to
 * itself. False when the lock is not ours, or was not by the time of EXEC.
 */
async function ifMine(
  redis: Redis,
  lock: string,
  token: string,
  act: (then: ChainableCommander) => ChainableCommander,
): Promise<boolean> {
  const own = redis.duplicate()
  try {
    await own.watch(lock)
    if ((await own.get(lock)) !== token) return false
    return (await act(own.multi()).exec()) !== null
  } finally {
    own.disconnect()
  }
}
