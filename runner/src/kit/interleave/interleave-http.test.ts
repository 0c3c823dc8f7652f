import { describe, expect, vi } from 'vitest'
import { test } from '../test.ts'
import type { Actor } from './actor.ts'

vi.setConfig({ testTimeout: 30_000 })

const read = 'SELECT balance FROM accounts'

describe('interleave', () => {
  test('waits for the answers of HTTP servers between two statements', async ({ postgres, http, interleave }) => {
    await postgres.query('CREATE TABLE accounts (balance int)')
    const rates = await http.server('rates', () => ({ text: '5' }))
    const credit = async (actor: Actor): Promise<void> => {
      const pool = actor.postgres.pool()
      const { rows } = await pool.query<{ balance: number }>(read)
      let points = 0
      for (let page = 1; page <= 10; page += 1) points += Number(await (await fetch(rates.url)).text())
      await pool.query('UPDATE accounts SET balance = $1', [(rows[0]?.balance ?? 0) + points])
    }
    const seen: string[] = []
    for (let repetition = 0; repetition < 5; repetition += 1) {
      const balances: unknown[] = []
      const { orders } = await interleave({
        before: async () => void (await postgres.query('DELETE FROM accounts; INSERT INTO accounts VALUES (100)')),
        actors: { A: credit, B: credit },
        check: async () => void balances.push((await postgres.query<{ balance: number }>(read))[0]?.balance),
      })
      seen.push(`${orders} orders: ${balances.toSorted()}`)
    }
    expect(new Set(seen)).toEqual(new Set(['6 orders: 150,150,150,150,200,200']))
  })
})
