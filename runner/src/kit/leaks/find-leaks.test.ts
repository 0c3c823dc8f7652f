import { once } from 'node:events'
import { Redis } from 'ioredis'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { TestServers } from '../servers/test-servers.ts'
import { renderLeaks } from './leak.ts'

vi.setConfig({ testTimeout: 30_000 })

/** What the kit says after `work`, which is the whole of a test. */
async function leaksOf(work: (servers: TestServers) => Promise<unknown>): Promise<string> {
  const servers = new TestServers()
  try {
    await work(servers)
    return renderLeaks(await servers.close())
  } finally {
    await servers.release()
  }
}

const here = /from find-leaks\.test\.ts:\d+/

describe('leak detection', () => {
  test('finds nothing where everything is given back', async () => {
    const leaks = await leaksOf(async (servers) => {
      const [postgres, redis] = [await servers.postgres(), await servers.redis()]
      const pool = postgres.pool()
      const client = await pool.connect()
      await client.query('BEGIN')
      await client.query('COMMIT')
      client.release()
      const own = new pg.Pool({ connectionString: postgres.url })
      await own.query('SELECT 1')
      await own.end()
      await redis.connect().get('key')
    })
    expect(leaks).toBe('')
  })

  test('gives code that closes in the background a moment', async () => {
    const leaks = await leaksOf(async (servers) => {
      const own = new pg.Pool({ connectionString: (await servers.postgres()).url })
      await own.query('SELECT 1')
      void own.end()
    })
    expect(leaks).toBe('')
  })

  test('names the line that took a client of the pool and did not release it', async () => {
    const leaks = await leaksOf(async (servers) => {
      const pool = (await servers.postgres()).pool()
      await pool.query('SELECT 1')
      const client = await pool.connect()
      await client.query('SELECT 1')
    })
    expect(leaks).toMatch(/^A client of the pool was not released/)
    expect(leaks).toMatch(here)
    expect(leaks.split('\n')).toHaveLength(1)
  })

  test('names the line that opened a connection to Postgres and left it open, and leaves the client in peace', async () => {
    const left: pg.Client[] = []
    const leaks = await leaksOf(async (servers) => {
      const client = new pg.Client({ connectionString: (await servers.postgres()).url })
      await client.connect()
      left.push(client)
    })
    expect(leaks).toMatch(/^Your code left a connection to Postgres open/)
    expect(leaks).toMatch(here)
    await Promise.all(left.flatMap((client) => [once(client, 'end'), client.end()]))
  })

  test('names the line that opened a connection to Redis and left it open', async () => {
    const left: Redis[] = []
    const leaks = await leaksOf(async (servers) => {
      const client = new Redis((await servers.redis()).url)
      await client.get('key')
      left.push(client)
    })
    for (const client of left) client.disconnect()
    expect(leaks).toMatch(/^Your code left a connection to Redis open/)
    expect(leaks).toMatch(here)
  })

  test('finds a transaction that is left open in a pool', async () => {
    const leaks = await leaksOf(async (servers) => {
      const pool = (await servers.postgres()).pool()
      await pool.query('BEGIN')
    })
    expect(leaks).toMatch(/^Your code left a transaction open in Postgres/)
  })

  test('counts what is left open from one line', async () => {
    const left: pg.Client[] = []
    const leaks = await leaksOf(async (servers) => {
      const { url } = await servers.postgres()
      for (let n = 0; n < 3; n += 1) {
        const client = new pg.Client({ connectionString: url })
        await client.connect()
        left.push(client)
      }
    })
    await Promise.all(left.map((client) => client.end()))
    expect(leaks).toMatch(/\(3 times\)$/)
  })
})
