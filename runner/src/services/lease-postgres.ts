import { openLease } from './client/open-lease.ts'
import type { PostgresLease } from './lease.ts'

/** A fresh, empty database in the warm Postgres, for its superuser. Starts the server if that has to be. */
export async function leasePostgres(): Promise<PostgresLease> {
  const lease = await openLease('postgres')
  const { database = '' } = lease.address
  return { ...lease.base, database }
}
