// fails: A position with one digit more is a later position
// hint: Which of two positions is later?
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

/** Compares positions as text. They have no leading zeros. */
export async function listOrders({ primary, replica }: Shop, customer: string, session: string): Promise<string[]> {
  const { rows } = await replica.query<{ lsn: string }>('SELECT pg_last_wal_replay_lsn() AS lsn')
  const replayed = rows[0]?.lsn ?? ''
  return readOrders(replayed >= session ? replica : primary, customer)
}

async function readOrders(pool: Pool, customer: string): Promise<string[]> {
  const { rows } = await pool.query<{ item: string }>('SELECT item FROM orders WHERE customer = $1 ORDER BY id', [
    customer,
  ])
  return rows.map(({ item }) => item)
}
