// fails: Whenever the replica catches up, the list has the confirmed orders
// hint: Of which moment is each answer?
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

/** Asks for list and position in one statement, as if they were of one moment: saves a round trip. */
export async function listOrders({ primary, replica }: Shop, customer: string, session: string): Promise<string[]> {
  const { rows } = await replica.query<{ items: string[]; has: boolean }>(
    `SELECT coalesce(array_agg(item ORDER BY id), '{}') AS items, pg_last_wal_replay_lsn() >= $2::pg_lsn AS has
     FROM orders WHERE customer = $1`,
    [customer, session === '' ? '0/0' : session],
  )
  if (rows[0]?.has) return rows[0].items
  const { rows: own } = await primary.query<{ item: string }>(
    'SELECT item FROM orders WHERE customer = $1 ORDER BY id',
    [customer],
  )
  return own.map(({ item }) => item)
}
