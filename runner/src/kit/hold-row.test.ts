import type pg from 'pg'
import { describe, expect, vi } from 'vitest'
import type { PostgresFixture } from './postgres/postgres-fixture.ts'
import { test } from './test.ts'

vi.setConfig({ testTimeout: 30_000 })

type Claim = (pool: pg.Pool) => Promise<number | undefined>

const claimWith =
  (lock: string): Claim =>
  async (pool) => {
    const { rows } = await pool.query<{ id: number }>(
      `UPDATE jobs SET takes = takes + 1 WHERE id = (SELECT id FROM jobs WHERE takes = 0 ORDER BY id LIMIT 1 ${lock}) RETURNING id`,
    )
    return rows[0]?.id
  }

/** Two calls, with the first job's row held. */
async function claimTwice(
  claim: Claim,
  postgres: PostgresFixture,
  holdRow: <T>(options: { sql: string; while: () => Promise<T> }) => Promise<T>,
) {
  await postgres.query('CREATE TABLE jobs AS SELECT n AS id, 0 AS takes FROM generate_series(1, 5) n')
  return holdRow({
    sql: 'SELECT * FROM jobs WHERE id = 1 FOR UPDATE',
    while: () => Promise.all([claim(postgres.pool()), claim(postgres.pool())]),
  })
}

describe('holdRow', () => {
  test('shows a race inside one statement, which no order of statements shows', async ({ postgres, holdRow }) => {
    expect(await claimTwice(claimWith(''), postgres, holdRow)).toEqual([1, 1])
  })

  test('lets go once nobody moves any more, also when nobody is blocked', async ({ postgres, holdRow }) => {
    const claimed = await claimTwice(claimWith('FOR UPDATE SKIP LOCKED'), postgres, holdRow)
    expect(claimed.toSorted()).toEqual([2, 3])
  })

  test('hands the error of a call on, and lets go', async ({ postgres, holdRow }) => {
    const failing: Claim = async (pool) => {
      await pool.query('UPDATE jobs SET takes = 1 / 0 WHERE id = 1')
      return undefined
    }
    await expect(claimTwice(failing, postgres, holdRow)).rejects.toThrow('division by zero')
    expect(await postgres.blocked()).toEqual([])
  })
})
