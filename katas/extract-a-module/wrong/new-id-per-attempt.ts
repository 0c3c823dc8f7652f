// fails: A reply that is lost, and a customer who presses again, reserve once
// hint: Is it the same reservation?
import { randomUUID } from 'node:crypto'
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

/** Writes the order down before anything is asked for, so that whoever comes later knows what may have been reserved. */
export async function placeOrder(shop: Shop, order: Order): Promise<Outcome> {
  const { id, product, quantity } = order
  await shop.pool.query("INSERT INTO orders VALUES ($1, $2, $3, 'pending') ON CONFLICT DO NOTHING", [
    id,
    product,
    quantity,
  ])
  return finish(shop, order)
}

/** A job runs this every minute. */
export async function settleOrders(shop: Shop): Promise<void> {
  const { rows } = await shop.pool.query<Order>("SELECT id, product, quantity FROM orders WHERE status = 'pending'")
  for (const order of rows) await finish(shop, order)
}

/** Does it again until there is an answer. */
async function finish(shop: Shop, { id, product, quantity }: Order): Promise<Outcome> {
  const outcome = await reserve(shop, product, quantity)
  if (outcome !== 'pending') await shop.pool.query('UPDATE orders SET status = $2 WHERE id = $1', [id, outcome])
  return outcome
}

/** What the module's function was. It has one answer more: that there is none. */
async function reserve(shop: Shop, product: string, quantity: number): Promise<Outcome> {
  const status = await askStock(shop, 'PUT', `/reservations/${randomUUID()}`, { product, quantity }).catch(() => 0)
  return words[status] ?? 'pending'
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
