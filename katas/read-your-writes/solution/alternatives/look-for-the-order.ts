import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server process of the shop works with. */
export interface Shop {
  readonly primary: Pool
  readonly replica: Pool
  readonly clock: Clock
}

interface Order {
  readonly id: string
  readonly item: string
}

/** Stores an order. The session is the order's id. */
export async function placeOrder({ primary }: Shop, customer: string, item: string): Promise<string> {
  const insert = 'INSERT INTO orders (customer, item) VALUES ($1, $2) RETURNING id'
  const { rows } = await primary.query<{ id: string }>(insert, [customer, item])
  return rows[0]?.id ?? ''
}

/**
 * Reads from the replica and looks whether the customer's last order is among what it got. One statement when it is, no
 * position, and it works behind any replication. Only for rows that stay: a deleted order would never be found.
 */
export async function listOrders({ primary, replica }: Shop, customer: string, session: string): Promise<string[]> {
  const fromReplica = await readOrders(replica, customer)
  const isThere = session === '' || fromReplica.some(({ id }) => id === session)
  const orders = isThere ? fromReplica : await readOrders(primary, customer)
  return orders.map(({ item }) => item)
}

async function readOrders(pool: Pool, customer: string): Promise<Order[]> {
  return (await pool.query<Order>('SELECT id, item FROM orders WHERE customer = $1 ORDER BY id', [customer])).rows
}
