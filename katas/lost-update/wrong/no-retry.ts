// fails: Two credits that meet both succeed, without an error for either caller
// hint: Who repeats what Postgres refused?
import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/** REPEATABLE READ refuses the second writer, so no credit is lost silently. The refusal goes to the warehouse. */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    const { rows } = await client.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [accountId])
    const account = rows[0]
    if (account === undefined) throw new UnknownAccount(`No account has the id ${accountId}.`)
    const balance = account.balance + points
    await client.query('UPDATE accounts SET balance = $2 WHERE id = $1', [accountId, balance])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
