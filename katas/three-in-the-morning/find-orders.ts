import type { Pool } from 'pg'

export interface Order {
  readonly id: string
  readonly total_cents: number
  readonly placed_at: Date
}

/**
 * The last orders of a customer. They sign in by e-mail, and "Ann+shop@example.com" and "ann@example.com" are one person:
 * `address` is in small letters and without the part behind the plus.
 */
export async function findOrders(pool: Pool, address: string): Promise<readonly Order[]> {
  const { rows } = await pool.query<Order>(
    `SELECT id, total_cents, placed_at
       FROM orders
      WHERE regexp_replace(lower(email), '\\+[^@]*@', '@') = $1
      ORDER BY placed_at DESC
      LIMIT 20`,
    [address],
  )
  return rows
}
