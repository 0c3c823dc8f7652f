import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/**
 * Adds `points` to the balance of one account. Resolves when the credit is stored.
 *
 * @throws UnknownAccount when there is no account with this id
 */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  // Postgres reads, adds and writes under the lock of this one row, so there is no old balance to carry around.
  const updated = await pool.query('UPDATE accounts SET balance = balance + $2 WHERE id = $1', [accountId, points])
  if (updated.rowCount === 0) throw new UnknownAccount(`No account has the id ${accountId}.`)
}
