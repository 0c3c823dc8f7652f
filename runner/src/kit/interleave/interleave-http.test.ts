import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
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

  test.for([
    ['fetch', async (url: string, body?: string) => (await fetch(url, body ? { method: 'PUT', body } : {})).text()],
    ['http.request and keep-alive', byRequest],
  ] as const)('orders requests by an address of the call itself, with %s', async ([, ask], { http, interleave }) => {
    let balance = '100'
    const account = await http.server('account', ({ method, text }) => {
      if (method === 'PUT') balance = text
      return { text: balance }
    })
    const credit = async (actor: Actor): Promise<void> => {
      const url = await actor.http(`${account.url}/balance`)
      await ask(url, String(Number(await ask(url)) + 50))
    }
    const seen: string[] = []
    for (let repetition = 0; repetition < 3; repetition += 1) {
      const balances: string[] = []
      const { orders } = await interleave({
        before: async () => {
          balance = '100'
        },
        actors: { A: credit, B: credit },
        check: () => void balances.push(balance),
      })
      seen.push(`${orders} orders: ${balances.toSorted()}`)
    }
    expect(new Set(seen)).toEqual(new Set(['6 orders: 150,150,150,150,200,200']))
  })
})

const agent = new Agent({ keepAlive: true })

async function byRequest(url: string, body?: string): Promise<string> {
  const asking = request(url, { method: body ? 'PUT' : 'GET', agent }).end(body)
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  return text(response)
}
