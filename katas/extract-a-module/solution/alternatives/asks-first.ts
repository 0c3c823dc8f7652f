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

/** Keeps what has been reserved. The job asks for it, and calls off only what the service doesn't know. */
export async function placeOrder(shop: Shop, { id, product, quantity }: Order): Promise<Outcome> {
  const { rows } = await shop.pool.query<{ status: Outcome | 'asking' }>(
    "INSERT INTO orders VALUES ($1, $2, $3, 'pending') ON CONFLICT (id) DO UPDATE SET id = $1 RETURNING status",
    [id, product, quantity],
  )
  const known = rows[0]?.status
  if (known === 'asking') return 'pending'
  if (known !== undefined && known !== 'pending') return known
  const word = words[await askStock(shop, 'PUT', `/reservations/${id}`, { product, quantity }).catch(() => 0)]
  if (word === undefined) return 'pending'
  const written = await shop.pool.query("UPDATE orders SET status = $2 WHERE id = $1 AND status = 'pending'", [
    id,
    word,
  ])
  return written.rowCount === 1 ? word : 'pending'
}

/** A job runs this every minute. What it asks about, a checkout that still runs no longer ends. */
export async function settleOrders(shop: Shop): Promise<void> {
  const { rows } = await shop.pool.query<{ id: string }>(
    "UPDATE orders SET status = 'asking' WHERE status IN ('pending', 'asking') RETURNING id",
  )
  for (const { id } of rows) {
    const outcome = await findOut(shop, `/reservations/${id}`).catch(() => undefined)
    if (outcome) await shop.pool.query('UPDATE orders SET status = $2 WHERE id = $1', [id, outcome])
  }
}

/** A reservation that isn't there may still be on its way. The service closes its id before the order is called off. */
async function findOut(shop: Shop, path: string): Promise<Outcome | undefined> {
  const status = await askStock(shop, 'GET', path)
  if (status === 200) return 'placed'
  if (status !== 404) return undefined
  return (await askStock(shop, 'DELETE', path)) === 200 ? 'cancelled' : undefined
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
