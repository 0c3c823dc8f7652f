// fails: No order without its reservation, and no reservation without its order
// hint: Who knows of it when you are gone?
import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server of the shop works with. */
export interface Shop {
  readonly pool: Pool
  /** Address of the stock service: `http://127.0.0.1:4010`. */
  readonly stock: string
  /** Wait with `clock.sleep(milliseconds)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
}

export interface Order {
  /** Made by the order page, which sends the same one when the customer presses again. */
  readonly id: string
  readonly product: string
  readonly quantity: number
}

export type Outcome = 'placed' | 'sold out' | 'unknown product' | 'pending' | 'cancelled'

/** What the service's word means. Whatever it does not say plainly stays open. */
const words: Readonly<Record<number, Outcome>> = { 201: 'placed', 404: 'unknown product', 409: 'sold out' }

/** The order is written when its reservation is there, so that there is none without. Before that nobody knows of it. */
export async function placeOrder(shop: Shop, { id, product, quantity }: Order): Promise<Outcome> {
  const status = await askStock(shop, 'PUT', `/reservations/${id}`, { product, quantity }).catch(() => 0)
  const outcome = words[status] ?? 'pending'
  await shop.pool.query('INSERT INTO orders VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO UPDATE SET status = $4', [
    id,
    product,
    quantity,
    outcome,
  ])
  return outcome
}

/** A job runs this every minute. */
export async function settleOrders(shop: Shop): Promise<void> {
  const { rows } = await shop.pool.query<Order>("SELECT id, product, quantity FROM orders WHERE status = 'pending'")
  for (const order of rows) await placeOrder(shop, order)
}

/** One request to the stock service, and its status. Rejects when it has not answered for 5 seconds, or can't be reached. */
async function askStock({ stock, clock }: Shop, method: string, path: string, body?: unknown): Promise<number> {
  const [answered, givenUp] = [new AbortController(), new AbortController()]
  clock.sleep(5_000, answered.signal).then(
    () => givenUp.abort(new Error('The stock service has not answered for 5 seconds.')),
    () => {},
  )
  try {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(stock + path, { method, signal: givenUp.signal, ...sent })
    await response.text()
    return response.status
  } finally {
    answered.abort()
  }
}
