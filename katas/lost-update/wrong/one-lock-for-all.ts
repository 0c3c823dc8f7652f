// fails: A credit to one account does not wait for a credit to another
// hint: What exactly do you lock?
import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/** An advisory lock with a constant key puts the credits of the whole shop into one queue. */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query("SELECT pg_advisory_xact_lock(hashtext('credit'))")
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
