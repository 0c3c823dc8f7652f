// fails: Every confirmed credit is in the balance, in whatever order two of them run
// hint: What does the second writer know?
import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/** Checks the account first and locks the row afterwards: the lock protects a sum that is already out of date. */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [accountId])
    const account = rows[0]
    if (account === undefined) throw new UnknownAccount(`No account has the id ${accountId}.`)
    const balance = account.balance + points
    await client.query('SELECT id FROM accounts WHERE id = $1 FOR UPDATE', [accountId])
    await client.query('UPDATE accounts SET balance = $2 WHERE id = $1', [accountId, balance])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
