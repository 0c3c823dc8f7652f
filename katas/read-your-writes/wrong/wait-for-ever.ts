// fails: A replica that lags holds nobody up for longer than a second
// hint: What does the customer see meanwhile?
import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

const pollMs = 50

/** Stores an order. The session is the position in the WAL behind its commit. */
export async function placeOrder({ primary }: Shop, customer: string, item: string): Promise<string> {
  await primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
  return rows[0]?.lsn ?? ''
}

/** Waits until the replica has the order, however long that takes. */
export async function listOrders({ replica, clock }: Shop, customer: string, session: string): Promise<string[]> {
  while (session !== '' && !(await hasReplayed(replica, session))) await clock.sleep(pollMs)
  return readOrders(replica, customer)
}

async function hasReplayed(replica: Pool, session: string): Promise<boolean> {
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
