import { openLease } from './client/open-lease.ts'
import type { ReplicaLease } from './lease.ts'

/**
 * A primary with so many standbys, held alone, with a fresh, empty database, for its superuser. Starts the servers if
 * that has to be.
 */
export async function leaseReplica({ standbys }: { readonly standbys: number }): Promise<ReplicaLease> {
  const lease = await openLease('postgres-replica', { count: standbys })
  const { database = '', standbyUrls = [] } = lease.address
  return { ...lease.base, database, standbyUrls }
}
