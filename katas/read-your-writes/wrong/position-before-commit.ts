// fails: At whatever point the replica stands, the list has the confirmed orders
// hint: What exactly has the replica replayed?
import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

/** Takes the position along with the insert, in one round trip. The commit is written behind it. */
export async function placeOrder({ primary }: Shop, customer: string, item: string): Promise<string> {
  const insert = 'INSERT INTO orders (customer, item) VALUES ($1, $2) RETURNING pg_current_wal_insert_lsn() AS lsn'
  const { rows } = await primary.query<{ lsn: string }>(insert, [customer, item])
  return rows[0]?.lsn ?? ''
}

export async function listOrders({ primary, replica }: Shop, customer: string, session: string): Promise<string[]> {
  return readOrders((await hasReplayed(replica, session)) ? replica : primary, customer)
}

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
