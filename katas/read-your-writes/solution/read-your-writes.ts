import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

/** Stores an order. The session is the position in the WAL behind its commit. */
export async function placeOrder({ primary }: Shop, customer: string, item: string): Promise<string> {
  await primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
  return rows[0]?.lsn ?? ''
}

/** A customer's orders: from the replica once it has replayed the session's position, and until then from the primary. */
export async function listOrders(shop: Shop, customer: string, session: string): Promise<string[]> {
  const pool = (await hasReplayed(shop.replica, session)) ? shop.replica : shop.primary
  return readOrders(pool, customer)
}

/** Postgres compares positions as numbers. What is read after this answer sees at least as much as it promised. */
async function hasReplayed(replica: Pool, session: string): Promise<boolean> {
  if (session === '') return true
  const { rows } = await replica.query<{ has: boolean }>('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has', [
    session,
  ])
  return rows[0]?.has === true
}

async function readOrders(pool: Pool, customer: string): Promise<string[]> {
  const { rows } = await pool.query<{ item: string }>('SELECT item FROM orders WHERE customer = $1 ORDER BY id', [
    customer,
  ])
  return rows.map(({ item }) => item)
}
