import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  /** Takes the writes, and answers reads, too. */
  readonly primary: Pool
  /** A streaming standby of the primary, for reads. It is a little behind, and now and then a lot. */
  readonly replica: Pool
  /** Wait with `clock.sleep(milliseconds)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
}

/**
 * Stores an order. Resolves when it is committed, with the customer's session: a text of your own making that the
 * customer's next request brings along, to whichever server gets it.
 *
 * Table: `orders (id bigint generated always as identity, customer text not null, item text not null)`.
 */
export async function placeOrder(shop: Shop, customer: string, item: string): Promise<string> {
  await shop.primary.query('INSERT INTO orders (customer, item) VALUES ($1, $2)', [customer, item])
  return ''
}

/**
 * The items that a customer has ordered, oldest first.
 *
 * `session` is what `placeOrder` gave this customer last, or '' for a customer who has ordered nothing for long.
 */
export async function listOrders(shop: Shop, customer: string, _session: string): Promise<string[]> {
  // TODO: the replica may not have the order yet that this customer has just placed.
  const { rows } = await shop.replica.query<{ item: string }>(
    'SELECT item FROM orders WHERE customer = $1 ORDER BY id',
    [customer],
  )
  return rows.map(({ item }) => item)
}
