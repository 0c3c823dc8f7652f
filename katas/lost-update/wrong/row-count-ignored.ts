// fails: An unknown account is refused, and nothing is left behind
// hint: What does an UPDATE that meets no row say?
import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/** The sum is Postgres's business now. So was the question whether the account exists, and nobody asks it any more. */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  await pool.query('UPDATE accounts SET balance = balance + $2 WHERE id = $1', [accountId, points])
}
