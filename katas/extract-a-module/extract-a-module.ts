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

/** Reserves what is ordered and writes the order, as it did when stock was a table of this database. */
export async function placeOrder(shop: Shop, order: Order): Promise<Outcome> {
  const client = await shop.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query("INSERT INTO orders VALUES ($1, $2, $3, 'placed')", [order.id, order.product, order.quantity])
    // TODO: this was an UPDATE in the same transaction. Now it is a request that can be slow, lost, or done without an answer.
    const status = await askStock(shop, 'PUT', `/reservations/${randomUUID()}`, order)
    await client.query(status === 201 ? 'COMMIT' : 'ROLLBACK')
    return status === 201 ? 'placed' : status === 409 ? 'sold out' : status === 404 ? 'unknown product' : 'pending'
  } catch {
    await client.query('ROLLBACK')
    return 'pending'
  } finally {
    client.release()
  }
}

/** A job runs this every minute. */
export async function settleOrders(_shop: Shop): Promise<void> {} // TODO: bring every order to an end.

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
