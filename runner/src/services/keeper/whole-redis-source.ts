import type { WholeRedis } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

/** Leases one redis as a whole, to one at a time. */
export function openWholeRedisSource(server: WholeRedis): LeaseSource {
  // One lease may begin while the one before it is still being cleared away.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work)
    turn = result.catch(() => undefined)
    return result
  }
  const leasable: Leasable = {
    id: 'whole',
    url: server.url,
    isAlive: () => server.isAlive(),
    remove: () => inTurn(() => server.release()).catch(() => undefined),
  }
  return {
    server,
    mostLeases: 1,
    make: async () => {
      await inTurn(() => server.claim())
      return leasable
    },
    adopt: async () => ((await server.isClaimed()) ? leasable : undefined),
    removeOthers: async (kept) => {
      if (kept.length === 0) await leasable.remove()
    },
    isAlive: () => server.isAlive(),
    close: () => undefined,
  }
}
