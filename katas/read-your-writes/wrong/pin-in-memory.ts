// fails: Whatever server answers, a customer's list has the orders confirmed to that customer
// hint: Who has to know of the write?
import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

const pinMs = 10_000

/** Until when each customer's reads go to the primary. The customer's next request goes to another process. */
const pinnedUntil = new Map<string, number>()

export async function placeOrder({ primary, clock }: Shop, customer: string, item: string): Promise<string> {
  await primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  pinnedUntil.set(customer, clock.now() + pinMs)
  return ''
}

export async function listOrders(
  { primary, replica, clock }: Shop,
  customer: string,
  _session: string,
): Promise<string[]> {
  const isPinned = (pinnedUntil.get(customer) ?? 0) > clock.now()
  return readOrders(isPinned ? primary : replica, customer)
}

async function readOrders(pool: Pool, customer: string): Promise<string[]> {
  const { rows } = await pool.query<{ item: string }>('SELECT item FROM orders WHERE customer = $1 ORDER BY id', [
    customer,
  ])
  return rows.map(({ item }) => item)
}
