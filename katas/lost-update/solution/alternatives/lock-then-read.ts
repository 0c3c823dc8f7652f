import type { Pool } from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/**
 * Locks the row, then reads it. For rules that need the balance in TypeScript before they can decide what to write.
 *
 * @throws UnknownAccount when there is no account with this id
 */
export async function credit(pool: Pool, accountId: string, points: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    // The second caller waits in this statement, and reads what the first one left.
    const { rows } = await client.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1 FOR UPDATE', [
      accountId,
    ])
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
