// fails: An order stays in the list for as long as the replica lags
// hint: How long does a replica lag?
import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

const pinMs = 5_000

/** The session says until when to read from the primary. That the replica has caught up by then is a hope. */
export async function placeOrder({ primary, clock }: Shop, customer: string, item: string): Promise<string> {
  await primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  return `${clock.now() + pinMs}`
}

export async function listOrders(
  { primary, replica, clock }: Shop,
  customer: string,
  session: string,
): Promise<string[]> {
  const isPinned = Number(session) > clock.now()
  return readOrders(isPinned ? primary : replica, customer)
}

async function readOrders(pool: Pool, customer: string): Promise<string[]> {
  const { rows } = await pool.query<{ item: string }>('SELECT item FROM orders WHERE customer = $1 ORDER BY id', [
    customer,
  ])
  return rows.map(({ item }) => item)
}
