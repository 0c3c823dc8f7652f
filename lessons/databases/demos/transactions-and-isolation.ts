import { demo } from 'loadbearing/demo'
import type { Pool, PoolClient } from 'pg'

const startPoints = 100
const readBalance = "SELECT balance FROM accounts WHERE id = 'nadia'"
const writeBalance = "UPDATE accounts SET balance = $1 WHERE id = 'nadia'"

type Credit = (pool: Pool, points: number) => Promise<void>

async function balanceOf(connection: Pool | PoolClient, sql = readBalance): Promise<number> {
  const { rows } = await connection.query<{ balance: number }>(sql)
  return rows[0]?.balance ?? Number.NaN
}

/** One transaction on one connection; ROLLBACK when `work` throws. */
async function transaction(pool: Pool, begin: string, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const readThenWrite: Credit = async (pool, points) => {
  const balance = await balanceOf(pool)
  await pool.query(writeBalance, [balance + points])
}

// #region read-committed
const inReadCommitted: Credit = (pool, points) =>
  transaction(pool, 'BEGIN', async (client) => {
    const balance = await balanceOf(client)
    await client.query(writeBalance, [balance + points])
  })
// #endregion

const lockAfterRead: Credit = (pool, points) =>
  transaction(pool, 'BEGIN', async (client) => {
    const balance = await balanceOf(client)
    await client.query(`${readBalance} FOR UPDATE`)
    await client.query(writeBalance, [balance + points])
  })

const inRepeatableRead: Credit = (pool, points) =>
  transaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ', async (client) => {
    const balance = await balanceOf(client)
    await client.query(writeBalance, [balance + points])
  })

const repeatableReadWithRetry: Credit = async (pool, points) => {
  for (;;) {
    try {
      return await inRepeatableRead(pool, points)
    } catch (error) {
      if ((error as { code?: string }).code !== '40001') throw error
    }
  }
}

const compareAndRetry: Credit = async (pool, points) => {
  for (;;) {
    const balance = await balanceOf(pool)
    const written = await pool.query(`${writeBalance} AND balance = $2`, [balance + points, balance])
    if (written.rowCount === 1) return
  }
}

const lockThenRead: Credit = (pool, points) =>
  transaction(pool, 'BEGIN', async (client) => {
    const balance = await balanceOf(client, `${readBalance} FOR UPDATE`)
    await client.query(writeBalance, [balance + points])
  })

const letPostgresAdd: Credit = async (pool, points) => {
  await pool.query("UPDATE accounts SET balance = balance + $1 WHERE id = 'nadia'", [points])
}

const strategies: readonly [name: string, id: string, credit: Credit][] = [
  ['read, then write', 'readThenWrite', readThenWrite],
  ['the same in READ COMMITTED', 'readCommitted', inReadCommitted],
  ['read, then lock, then write', 'lockAfterRead', lockAfterRead],
  ['REPEATABLE READ', 'repeatableRead', inRepeatableRead],
  ['REPEATABLE READ, with retry', 'repeatableReadRetry', repeatableReadWithRetry],
  ['compare, then write, with retry', 'compare', compareAndRetry],
  ['lock, then read', 'lockThenRead', lockThenRead],
  ['let Postgres add', 'add', letPostgresAdd],
]

export default demo({
  title: 'Two credits to one account, in every order',
  services: { postgres: 1 },
  run: async ({ postgres, interleave }) => {
    await postgres.query('CREATE TABLE accounts (id text PRIMARY KEY, balance integer NOT NULL)')
    await postgres.query("INSERT INTO accounts SELECT 'customer-' || n, 0 FROM generate_series(1, 2000) n")
    await postgres.query('INSERT INTO accounts VALUES ($1, $2)', ['nadia', startPoints])
    await postgres.query('ANALYZE accounts')

    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, credit] of strategies) {
      postgres.forgetStatements()
      await credit(postgres.pool(), 0)
      const statements = postgres.statements().length

      let lost = 0
      let refused = 0
      const { orders } = await interleave({
        before: async () => void (await postgres.query(writeBalance, [startPoints])),
        actors: {
          A: (actor) => credit(actor.postgres.pool(), 50),
          B: (actor) => credit(actor.postgres.pool(), 30),
        },
        check: async ({ results }) => {
          const confirmed = (results.A?.state === 'returned' ? 50 : 0) + (results.B?.state === 'returned' ? 30 : 0)
          const [account] = await postgres.query<{ balance: number }>(readBalance)
          if (account?.balance !== startPoints + confirmed) lost += 1
          if (confirmed < 80) refused += 1
        },
      })
      rows.push([name, statements, orders, lost, refused])
      Object.assign(measured, { [`${id}Orders`]: orders, [`${id}Lost`]: lost, [`${id}Refused`]: refused })
    }
    return { columns: ['strategy', 'statements', 'orders', 'lose a credit', 'refuse a caller'], rows, measured }
  },
  claims: [
    {
      sentence: 'A transaction at READ COMMITTED loses a credit in 40 of 50 orders',
      holds: (measured) => measured.readCommittedLost === 40 && measured.readCommittedOrders === 50,
    },
    {
      sentence: 'A lock taken after the read loses a credit in most orders',
      holds: (measured) => (measured.lockAfterReadLost ?? 0) > (measured.lockAfterReadOrders ?? 0) / 2,
    },
    {
      sentence: 'REPEATABLE READ loses nothing and refuses a caller in the same 40 orders',
      holds: (measured) => measured.repeatableReadLost === 0 && measured.repeatableReadRefused === 40,
    },
    {
      sentence: 'The other four lose nothing and refuse nobody',
      holds: (measured) =>
        ['repeatableReadRetry', 'compare', 'lockThenRead', 'add'].every(
          (id) => measured[`${id}Lost`] === 0 && measured[`${id}Refused`] === 0,
        ),
    },
  ],
})
