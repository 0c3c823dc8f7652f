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

/** The customer gets an answer now or not at all: what has none is called off by the job, at the service first. */
export async function placeOrder(shop: Shop, { id, product, quantity }: Order): Promise<Outcome> {
  const values = [id, product, quantity]
  await shop.pool.query("INSERT INTO orders VALUES ($1, $2, $3, 'pending') ON CONFLICT DO NOTHING", values)
  const word = words[await askStock(shop, 'PUT', `/reservations/${id}`, { product, quantity }).catch(() => 0)]
  // Not what the job has begun to call off since: that is the job's to end.
  if (word) await shop.pool.query("UPDATE orders SET status = $2 WHERE id = $1 AND status = 'pending'", [id, word])
  const { rows } = await shop.pool.query<{ status: string }>('SELECT status FROM orders WHERE id = $1', [id])
  return outcomes.find((outcome) => outcome === rows[0]?.status) ?? 'pending'
}

const outcomes: readonly Outcome[] = ['placed', 'sold out', 'unknown product', 'cancelled']

/** A job runs this every minute. */
export async function settleOrders(shop: Shop): Promise<void> {
  const { rows } = await shop.pool.query<{ id: string }>(
    "UPDATE orders SET status = 'calling off' WHERE status IN ('pending', 'calling off') RETURNING id",
  )
  await Promise.all(rows.map(({ id }) => callOff(shop, id)))
}

async function callOff(shop: Shop, id: string): Promise<void> {
  const status = await askStock(shop, 'DELETE', `/reservations/${id}`).catch(() => 0)
  if (status === 200) await shop.pool.query("UPDATE orders SET status = 'cancelled' WHERE id = $1", [id])
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
