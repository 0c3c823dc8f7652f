import type pg from 'pg'
import { describe, expect, vi } from 'vitest'
import { TestClock } from '../../clock.ts'
import { renderLeaks } from '../../leaks/leak.ts'
import { TestServers } from '../../servers/test-servers.ts'
import { test } from '../../test.ts'

vi.setConfig({ testTimeout: 30_000 })

const tableOfPayments = 'CREATE TABLE payments (intent text PRIMARY KEY, cents int NOT NULL)'
const pay = "INSERT INTO payments VALUES ('i-1', 4900)"

async function inTransaction(client: pg.ClientBase, ...statements: string[]): Promise<void> {
  await client.query('BEGIN')
  for (const statement of statements) await client.query(statement)
  await client.query('COMMIT')
}

const countPayments = 'SELECT count(*)::int AS n FROM payments'

describe('a link to Postgres', () => {
  test('makes 100 of 100 commits ambiguous by losing their replies alone', async ({ postgres, wire }) => {
    await postgres.query('CREATE TABLE payments (intent int)')
    const link = await wire.postgres()
    const fault = link.dropReply('COMMIT', { times: Number.POSITIVE_INFINITY })
    let failed = 0
    for (let intent = 1; intent <= 100; intent += 1) {
      const client = await link.client()
      await inTransaction(client, `INSERT INTO payments VALUES (${intent})`).catch(() => (failed += 1))
    }
    const [stored] = await postgres.query(countPayments)
    expect([failed, fault.hits, stored]).toEqual([100, 100, { n: 100 }])
  })

  test('rolls back, and gives its locks away, when COMMIT does not arrive', async ({ postgres, wire }) => {
    await postgres.query(tableOfPayments)
    const link = await wire.postgres()
    link.dropRequest('COMMIT')
    const client = await link.client()
    await expect(inTransaction(client, pay)).rejects.toThrow()
    // With the lock of the first still there, this would wait for ever.
    await inTransaction(await link.client(), pay)
    expect(await postgres.query(countPayments)).toEqual([{ n: 1 }])
  })

  test('lets the server finish what a client was cut off from', async ({ postgres, wire, settled, eventually }) => {
    await postgres.query(tableOfPayments)
    await postgres.query(pay)
    const holder = await postgres.session('a report')
    await holder.run('BEGIN')
    await holder.run('SELECT * FROM payments FOR UPDATE')
    const link = await wire.postgres()
    link.cutDuring('UPDATE')
    const client = await link.client()
    await expect(client.query('UPDATE payments SET cents = 0')).rejects.toThrow()
    await eventually(
      () => postgres.blocked(),
      (blocked) => blocked.length === 1,
      { describe: 'the update waits for the report' },
    )
    await holder.run('COMMIT')
    await settled()
    expect(await postgres.query('SELECT cents FROM payments')).toEqual([{ cents: 0 }])
  })

  test('keeps the locks of a client that is gone without a word, until it is healed', async ({
    postgres,
    wire,
    settled,
  }) => {
    await postgres.query(tableOfPayments)
    const link = await wire.postgres()
    const client = await link.client()
    await client.query('BEGIN')
    await client.query(pay)
    link.halfOpen({ gone: 'client' })
    const next = postgres.pool().query(pay)
    await settled()
    expect(await postgres.blocked()).toHaveLength(1)
    await link.heal()
    await next
    expect(await postgres.query(countPayments)).toEqual([{ n: 1 }])
  })

  test('does not let a client that closes in a black hole be noticed by the server', async ({
    postgres,
    wire,
    settled,
  }) => {
    await postgres.query(tableOfPayments)
    const link = await wire.postgres()
    const client = await link.client()
    await client.query('BEGIN')
    await client.query(pay)
    link.blackHole()
    await client.end()
    const next = postgres.pool().query(pay)
    await settled()
    expect(await postgres.blocked()).toHaveLength(1)
    await link.heal()
    await next
  })

  test('names messages by how they begin, by a pattern, and by a function that sees the values', async ({
    postgres,
    wire,
  }) => {
    await postgres.query(tableOfPayments)
    const link = await wire.postgres()
    const client = async () => (await link.client()).query('INSERT  INTO\n payments VALUES ($1, 1)', ['i-9'])
    const faults = [
      link.dropRequest('insert into payments'),
      link.dropRequest(/INTO payments/, { nth: 2 }),
      link.dropRequest((unit) => unit.service === 'postgres' && unit.statements[0]?.values[0] === 'i-9', { nth: 3 }),
      link.dropRequest('payments'),
    ]
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(client()).rejects.toThrow()
    await client()
    expect(faults.map(({ hits }) => hits)).toEqual([1, 1, 1, 0])
    faults[3]?.disarm()
  })

  test('suffers alone: another link and the plain address go on', async ({ postgres, wire }) => {
    const [dark, bright] = [await wire.postgres(), await wire.postgres()]
    dark.blackHole()
    await bright.pool().query('SELECT 1')
    await postgres.pool().query('SELECT 1')
    expect([dark, bright].map((link) => link.messages().length)).toEqual([0, 1])
    expect(postgres.statements()).toHaveLength(2)
  })
})

/** What is left to say after `work`, which is the whole of a test. */
async function atTheEndOf(work: (servers: TestServers) => Promise<unknown>): Promise<{ unmet: string; leaks: string }> {
  const servers = new TestServers()
  try {
    await work(servers)
    const unmet = servers.findUnmetFaults()?.message ?? ''
    return { unmet, leaks: renderLeaks(await servers.close()) }
  } finally {
    await servers.release()
  }
}

describe('at the end of a test, a link', () => {
  test('tells which fault never met its message', async () => {
    const { unmet } = await atTheEndOf(async (servers) => {
      const link = await (await servers.wire(new TestClock())).postgres()
      link.dropReply('COMMIT')
      link.dropRequest('ROLLBACK').disarm()
      link.dropReply('SELECT')
      await link
        .client()
        .then((client) => client.query('SELECT 1'))
        .catch(() => {})
      await link.heal()
    })
    expect(unmet).toBe('"drop reply" on the link to Postgres waited for COMMIT, and no such message came.')
  })

  test('names what was opened by it and not given back', async () => {
    const { leaks } = await atTheEndOf(async (servers) => {
      const link = await (await servers.wire(new TestClock())).postgres()
      await (await link.pool().connect()).query('SELECT 1')
    })
    expect(leaks).toMatch(/^A client of the pool was not released, from wire-postgres\.test\.ts:\d+/)
  })

  test('does not blame code whose call hangs in a fault of the test', async () => {
    const { leaks } = await atTheEndOf(async (servers) => {
      const link = await (await servers.wire(new TestClock())).postgres()
      link.dropReply('SELECT 1', { connection: 'silent' })
      link
        .pool()
        .query('SELECT 1')
        .catch(() => {})
      await servers.settled()
      link.blackHole()
      link
        .pool()
        .query('SELECT 2')
        .catch(() => {})
      await servers.settled()
    })
    expect(leaks).toBe('')
  })
})
