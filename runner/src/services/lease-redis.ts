import { openLease } from './client/open-lease.ts'
import type { RedisLease } from './lease.ts'

/** A redis process of one's own: nothing in it, and nobody else on it. Starts the service if that has to be. */
export async function leaseRedis(): Promise<RedisLease> {
  const lease = await openLease('redis')
  return {
    ...lease.base,
    kill: async () => void (await lease.act('kill')),
    restart: async () => void (await lease.act('restart')),
  }
}
