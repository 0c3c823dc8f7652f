import pg from 'pg'
import { describe, expect, vi } from 'vitest'
import type { PostgresFixture } from '../postgres/postgres-fixture.ts'
import { type KitFixtures, test } from '../test.ts'
import type { Actor } from './actor.ts'

vi.setConfig({ testTimeout: 30_000 })

type Credit = (postgres: Actor['postgres'], cents: number) => Promise<void>

const read = 'SELECT balance FROM accounts WHERE id = 1'
const write = 'UPDATE accounts SET balance = $1 WHERE id = 1'

async function balanceOf(connection: pg.Pool | pg.ClientBase, sql: string | pg.QueryConfig = read): Promise<number> {
  const { rows } = await connection.query<{ balance: number }>(sql)
  return rows[0]?.balance ?? Number.NaN
}

async function transaction(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<unknown>,
  begin = 'BEGIN',
): Promise<void> {
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

const autocommit: Credit = async (postgres, cents) => {
  const pool = postgres.pool()
  await pool.query(write, [(await balanceOf(pool)) + cents])
}

const readCommitted: Credit = (postgres, cents) =>
  transaction(postgres.pool(), async (client) => client.query(write, [(await balanceOf(client)) + cents]))

const forUpdate: Credit = (postgres, cents) =>
  transaction(postgres.pool(), async (client) =>
    client.query(write, [(await balanceOf(client, `${read} FOR UPDATE`)) + cents]),
  )

const repeatableRead: Credit = (postgres, cents) => {
  const work = async (client: pg.PoolClient) => client.query(write, [(await balanceOf(client)) + cents])
  return transaction(postgres.pool(), work, 'BEGIN ISOLATION LEVEL REPEATABLE READ')
}

/** The same as `readCommitted`, by statements that were prepared under a name. */
const prepared: Credit = (postgres, cents) =>
  transaction(postgres.pool(), async (client) => {
    const balance = await balanceOf(client, { name: 'read', text: read })
    await client.query({ name: 'write', text: write, values: [balance + cents] })
  })

/** The same as `readCommitted`, all on one client and without waiting between BEGIN and the read. */
const allAtOnce: Credit = (postgres, cents) =>
  transaction(postgres.pool(), async () => {}, 'SELECT 1').then(async () => {
    const client = await postgres.client()
    const [, balance] = await Promise.all([client.query('BEGIN'), balanceOf(client)])
    await Promise.all([client.query(write, [balance + cents]), client.query('COMMIT')])
  })

/** Reads by a client that it opens itself, writes by a pool. */
const twoConnections: Credit = async (postgres, cents) => {
  const reader = new pg.Client({ connectionString: postgres.url })
  await reader.connect()
  const balance = await balanceOf(reader)
  await reader.end()
  const pool = new pg.Pool({ connectionString: postgres.url })
  await pool.query(write, [balance + cents])
  await pool.end()
}

async function seed(postgres: PostgresFixture): Promise<void> {
  await postgres.query('CREATE TABLE accounts (id int PRIMARY KEY, balance int NOT NULL)')
  await postgres.query('INSERT INTO accounts SELECT n, 100 FROM generate_series(1, 2000) n')
}

async function count(
  credit: Credit,
  postgres: PostgresFixture,
  interleave: KitFixtures['interleave'],
  more: { budgetMs?: number } = {},
) {
  await seed(postgres)
  let lost = 0
  let refused = 0
  const { orders, isComplete, maxSwitches } = await interleave({
    ...more,
    before: async () => void (await postgres.query('UPDATE accounts SET balance = 100 WHERE id = 1')),
    actors: { A: (actor) => credit(actor.postgres, 50), B: (actor) => credit(actor.postgres, 50) },
    check: async ({ results }) => {
      const confirmed = Object.values(results).filter(({ state }) => state === 'returned').length
      const [account] = await postgres.query<{ balance: number }>(read)
      if (account?.balance !== 100 + 50 * confirmed) lost += 1
      if (confirmed < 2) refused += 1
    },
  })
  return { orders, lost, refused, isComplete, maxSwitches }
}

describe('interleave on Postgres', () => {
  test.for([
    ['a read and a write of their own', autocommit, { orders: 6, lost: 4, refused: 0 }],
    ['a read and a write in READ COMMITTED', readCommitted, { orders: 50, lost: 40, refused: 0 }],
    ['the same in REPEATABLE READ', repeatableRead, { orders: 50, lost: 0, refused: 40 }],
    ['a read FOR UPDATE and a write', forUpdate, { orders: 24, lost: 0, refused: 0 }],
    ['named prepared statements', prepared, { orders: 50, lost: 40, refused: 0 }],
    ['two connections for each call, which it opens itself', twoConnections, { orders: 6, lost: 4, refused: 0 }],
  ] as const)('tries every order of %s', async ([, credit, expected], { postgres, interleave }) => {
    expect(await count(credit, postgres, interleave)).toMatchObject({ ...expected, isComplete: true })
  })

  test('sees statements that one client is given all at once', async ({ postgres, interleave }) => {
    const { orders, lost } = await count(allAtOnce, postgres, interleave)
    expect(orders).toBeGreaterThan(50)
    expect(lost).toBeGreaterThan(0)
  })

  test('passes a correct solution with four harmless statements after its orders with at most two switches', async ({
    postgres,
    interleave,
  }) => {
    const withExtras: Credit = (actor, cents) =>
      transaction(actor.pool(), async (client) => {
        for (const n of [1, 2]) await client.query(`SELECT ${n}`)
        const balance = await balanceOf(client, `${read} FOR UPDATE`)
        for (const n of [3, 4]) await client.query(`SELECT ${n}`)
        await client.query(write, [balance + cents])
      })
    const { orders, lost, maxSwitches } = await count(withExtras, postgres, interleave, { budgetMs: 0 })
    expect([lost, maxSwitches]).toEqual([0, 2])
    // So many take half a second: a budget of two seconds ends well before three.
    expect(orders).toBeLessThan(100)
  })

  test('lets Postgres end a deadlock, in the same way every time', async ({ postgres, interleave }) => {
    await seed(postgres)
    const transfer = (from: number, to: number) => (actor: Actor) =>
      transaction(actor.postgres.pool(), async (client) => {
        await client.query('UPDATE accounts SET balance = balance - 10 WHERE id = $1', [from])
        await client.query('UPDATE accounts SET balance = balance + 10 WHERE id = $1', [to])
      })
    let deadlocks = 0
    const { orders, isComplete } = await interleave({
      actors: { A: transfer(1, 2), B: transfer(2, 1) },
      check: ({ results }) => {
        const errors = Object.values(results).flatMap((result) => (result.state === 'threw' ? [result.error] : []))
        if (errors.length > 0) deadlocks += 1
        expect(errors.map((error) => (error as pg.DatabaseError).code)).toEqual(errors.map(() => '40P01'))
      },
    })
    expect([isComplete, orders, deadlocks]).toEqual([true, 42, 24])
  })
})
