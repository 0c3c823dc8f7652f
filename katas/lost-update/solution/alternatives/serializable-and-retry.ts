import pg from 'pg'

/** There is no account with this id, and nothing was credited. */
export class UnknownAccount extends Error {
  override readonly name = 'UnknownAccount'
}

/**
 * Lets Postgres notice the conflict and repeats the whole transaction. The only design here that also protects rules
 * which span several rows.
 *
 * @throws UnknownAccount when there is no account with this id
 */
export async function credit(pool: pg.Pool, accountId: string, points: number): Promise<void> {
  for (;;) {
    try {
      return await tryCredit(pool, accountId, points)
    } catch (error) {
      if (!isConflict(error)) throw error
    }
  }
}

async function tryCredit(pool: pg.Pool, accountId: string, points: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL SERIALIZABLE')
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

/** 40001 serialization_failure, 40P01 deadlock_detected: nothing was stored, and the same again may succeed. */
function isConflict(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
}
