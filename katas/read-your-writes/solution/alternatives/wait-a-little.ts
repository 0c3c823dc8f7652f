import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

const patienceMs = 500
const pollMs = 25

/** Stores an order. The session is the position in the WAL behind its commit. */
export async function placeOrder({ primary }: Shop, customer: string, item: string): Promise<string> {
  await primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
  return rows[0]?.lsn ?? ''
}

/**
 * Gives the replica half a second to catch up before it asks the primary. Most lag is shorter than that, so the primary
 * is spared when many customers write; the price is that their next page is slower.
 */
export async function listOrders(shop: Shop, customer: string, session: string): Promise<string[]> {
  const pool = (await catchesUp(shop, session)) ? shop.replica : shop.primary
  return readOrders(pool, customer)
}

async function catchesUp({ replica, clock }: Shop, session: string): Promise<boolean> {
  if (session === '') return true
  const endMs = clock.now() + patienceMs
  for (;;) {
    const { rows } = await replica.query<{ has: boolean }>('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has', [
      session,
    ])
    if (rows[0]?.has) return true
    if (clock.now() >= endMs) return false
    await clock.sleep(pollMs)
  }
}

async function readOrders(pool: Pool, customer: string): Promise<string[]> {
  const { rows } = await pool.query<{ item: string }>('SELECT item FROM orders WHERE customer = $1 ORDER BY id', [
    customer,
  ])
  return rows.map(({ item }) => item)
}
