import type pg from 'pg'
import type { Leak } from '../leaks/leak.ts'
import { captureStack, findOrigin, type Stack } from '../origin/origin.ts'

type ConnectCallback = Parameters<pg.Pool['connect']>[0]

const stackFrames = 20

/** A pool that knows who has its clients. */
export interface TrackedPool extends pg.Pool {
  /** Clients that were taken with `connect()` and not released. */
  findCheckedOut(): Leak[]
}

/** Makes a pool of the given `pg`, which is imported only by tests that use Postgres. */
export function createTrackedPool(library: typeof pg, config: pg.PoolConfig): TrackedPool {
  const taken = new Map<pg.PoolClient, Stack>()
  class Pool extends library.Pool {
    override connect(): Promise<pg.PoolClient>
    override connect(callback: ConnectCallback): void
    override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
      const taker = captureStack(stackFrames)
      if (!callback) return super.connect().then((client) => keep(client, taker))
      super.connect((failure, client, done) => callback(failure, client && keep(client, taker), done))
      return undefined
    }

    findCheckedOut(): Leak[] {
      return [...taken.values()].map((taker) => ({
        what: 'A client of the pool was not released',
        remedy: 'call client.release() in a finally block',
        origin: findOrigin(taker),
      }))
    }
  }
  function keep(client: pg.PoolClient, taker: Stack): pg.PoolClient {
    taken.set(client, taker)
    return client
  }
  const pool = new Pool(config)
  // The kit ends servers and connections on purpose: an idle client must not bring the process down for it.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  pool.on('release', (_error, client) => taken.delete(client as pg.PoolClient))
  return pool
}
