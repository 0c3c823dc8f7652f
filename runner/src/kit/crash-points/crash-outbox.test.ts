import type pg from 'pg'
import { describe, expect, vi } from 'vitest'
import type { Evidence } from '../../evidence.ts'
import { EvidenceRecorder } from '../evidence-recorder.ts'
import { test } from '../test.ts'
import { crashPoints } from './crash-points.ts'
import type { Life } from './life.ts'
import type { CrashMode } from './lived-life.ts'

vi.setConfig({ testTimeout: 60_000 })

/** One process of a shop: it stores an order and sees to it that a mail is sent. */
type Shop = (life: Life, mailUrl: string) => Promise<void>

const insertOrder = "INSERT INTO orders VALUES ('o-1') ON CONFLICT DO NOTHING"
const insertOutbox = "INSERT INTO outbox VALUES ('o-1') ON CONFLICT DO NOTHING"

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await work(client)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}

const send = (url: string, order: string): Promise<Response> => fetch(url, { method: 'POST', body: order })

/** Sends what is in the outbox, and marks it as sent. */
async function relay(pool: pg.Pool, url: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM outbox WHERE sent_at IS NULL')
  for (const { id } of rows) {
    await send(url, id)
    await pool.query('UPDATE outbox SET sent_at = now() WHERE id = $1', [id])
  }
}

async function relayMarkingFirst(pool: pg.Pool, url: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM outbox WHERE sent_at IS NULL')
  for (const { id } of rows) {
    await pool.query('UPDATE outbox SET sent_at = now() WHERE id = $1', [id])
    await send(url, id)
  }
}

const shops: Readonly<Record<string, Shop>> = {
  'order and outbox in one transaction, send then mark': async ({ postgres }, url) => {
    const pool = postgres.pool()
    await inTransaction(pool, async (client) => {
      await client.query(insertOrder)
      await client.query(insertOutbox)
    })
    await relay(pool, url)
  },
  'mark then send': async ({ postgres }, url) => {
    const pool = postgres.pool()
    await inTransaction(pool, async (client) => {
      await client.query(insertOrder)
      await client.query(insertOutbox)
    })
    await relayMarkingFirst(pool, url)
  },
  'order and outbox in two transactions': async ({ postgres }, url) => {
    const pool = postgres.pool()
    const { rowCount } = await pool.query(insertOrder)
    // Whoever finds the order there takes it for done.
    if (rowCount === 1) await pool.query(insertOutbox)
    await relay(pool, url)
  },
  'dual write, order then mail': async ({ postgres }, url) => {
    const { rowCount } = await postgres.pool().query(insertOrder)
    if (rowCount === 1) await send(url, 'o-1')
  },
  'mail inside the transaction': async ({ postgres }, url) => {
    await inTransaction(postgres.pool(), async (client) => {
      const { rowCount } = await client.query(insertOrder)
      if (rowCount === 1) await send(url, 'o-1')
    })
  },
}

/** Points, and at how many of them a mail was lost, doubled, or sent for an order that was not there at the crash. */
const counts: Readonly<Record<string, Readonly<Record<CrashMode, string>>>> = {
  'order and outbox in one transaction, send then mark': {
    before: '7 points, 0 lost, 1 doubled',
    after: '7 points, 0 lost, 1 doubled',
    'reply lost': '7 points, 0 lost, 1 doubled',
  },
  'mark then send': {
    before: '7 points, 1 lost, 0 doubled',
    after: '7 points, 1 lost, 0 doubled',
    'reply lost': '7 points, 1 lost, 0 doubled',
  },
  'order and outbox in two transactions': {
    before: '5 points, 1 lost, 1 doubled',
    after: '5 points, 1 lost, 1 doubled',
    'reply lost': '5 points, 1 lost, 1 doubled',
  },
  'dual write, order then mail': {
    before: '2 points, 1 lost, 0 doubled',
    after: '2 points, 1 lost, 0 doubled',
    'reply lost': '2 points, 1 lost, 0 doubled',
  },
  'mail inside the transaction': {
    before: '4 points, 0 lost, 1 doubled',
    after: '4 points, 0 lost, 1 doubled',
    'reply lost': '4 points, 0 lost, 1 doubled',
  },
}

describe('crash points of an order and its mail', () => {
  test.for(Object.keys(shops))('%s: every point is tried, and each fault shows at its own', async (name, {
    postgres,
    http,
    servers,
  }) => {
    await postgres.query('CREATE TABLE orders (id text PRIMARY KEY)')
    await postgres.query('CREATE TABLE outbox (id text PRIMARY KEY, sent_at timestamptz)')
    let mails = 0
    const mail = await http.server('mail', () => {
      mails += 1
      return {}
    })
    const found: Record<string, string> = {}
    for (const mode of ['before', 'after', 'reply lost'] as const) {
      const { tried, seen } = await crashPoints(
        {
          modes: [mode],
          before: async () => {
            mails = 0
            await postgres.query('TRUNCATE orders, outbox')
          },
          run: async (life) => shops[name]?.(life, await life.http(mail.url)),
          observe: () => ({ lost: mails === 0 ? 1 : 0, doubled: mails > 1 ? 1 : 0 }),
          check: () => {},
        },
        {
          postgres: servers.postgresServer,
          redis: undefined,
          others: servers.httpServers,
          evidence: new EvidenceRecorder((_: Evidence) => {}),
        },
      )
      found[mode] = `${tried[mode]} points, ${seen['lost']} lost, ${seen['doubled']} doubled`
    }
    expect(found).toEqual(counts[name])
  })
})
