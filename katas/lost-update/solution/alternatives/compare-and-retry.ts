import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/**
 * Optimistic: writes only over the balance that was read, and starts again when somebody was faster.
 * For long reads and rare conflicts. On a busy row every conflict costs two more round trips.
 *
 * @throws UnknownAccount when there is no account with this id
 */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  while (!(await tryCredit(pool, accountId, points))) {
    // Somebody else's credit was stored in between, so one of us got on: this loop can't go round for nothing.
  }
}

async function tryCredit(pool: Pool, accountId: string, points: number): Promise<boolean> {
  const { rows } = await pool.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [accountId])
  const account = rows[0]
  if (account === undefined) throw new UnknownAccount(`No account has the id ${accountId}.`)
  const updated = await pool.query('UPDATE accounts SET balance = $3 WHERE id = $1 AND balance = $2', [
    accountId,
    account.balance,
    account.balance + points,
  ])
  return updated.rowCount === 1
}
