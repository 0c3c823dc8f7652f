import pg from 'pg'
import { describe, expect, vi } from 'vitest'
import type { Evidence } from '../../evidence.ts'
import { EvidenceRecorder } from '../evidence-recorder.ts'
import { freshCopy } from '../fresh-copy.ts'
import type { TestServers } from '../servers/test-servers.ts'
import { test } from '../test.ts'
import type { CrashPointsOptions } from './crash-options.ts'
import { crashPoints } from './crash-points.ts'
import type { Life } from './life.ts'

vi.setConfig({ testTimeout: 60_000 })

type Options = CrashPointsOptions<Record<string, number>>

/** Tries points as the fixture does, and keeps what came of it. */
async function tryAll(servers: TestServers, options: Options) {
  const evidence: Evidence[] = []
  const setting = {
    postgres: servers.postgresServer,
    redis: servers.redisServer,
    others: servers.httpServers,
    evidence: new EvidenceRecorder((one) => evidence.push(one)),
  }
  const outcome = await crashPoints(options, setting).catch((error: unknown) => error)
  return { outcome, message: outcome instanceof Error ? outcome.message : '', evidence }
}

async function openLedger(servers: TestServers) {
  const postgres = await servers.postgres()
  await postgres.query('CREATE TABLE inbox (id text PRIMARY KEY)')
  await postgres.query('CREATE TABLE account (balance int NOT NULL)')
  await postgres.query('INSERT INTO account VALUES (0)')
  return {
    before: async () => void (await postgres.query('TRUNCATE inbox; UPDATE account SET balance = 0')),
    observe: async () => {
      const [account] = await postgres.query<{ balance: number }>('SELECT balance FROM account')
      const balance = account?.balance ?? Number.NaN
      return { 'lost the message': balance === 0 ? 1 : 0, 'handled it twice': balance > 50 ? 1 : 0 }
    },
    check: ({ seen }: { seen: Record<string, number> }) => {
      expect(seen, 'A message was not handled once.').toEqual({ 'lost the message': 0, 'handled it twice': 0 })
    },
  }
}

const mark = "INSERT INTO inbox VALUES ('m-1') ON CONFLICT DO NOTHING"
const effect = 'UPDATE account SET balance = balance + 50'

async function inTransaction(client: pg.ClientBase, work: () => Promise<unknown>): Promise<void> {
  await client.query('BEGIN')
  await work()
  await client.query('COMMIT')
}

/** A consumer that is handed one message again after a restart, because nobody acknowledged it. */
const consumers: Readonly<Record<string, () => (life: Life) => Promise<void>>> = {
  'mark and effect in one transaction': () => async (life) => {
    const client = await life.postgres.client()
    await inTransaction(client, async () => {
      if ((await client.query(mark)).rowCount === 1) await client.query(effect)
    })
  },
  'no mark': () => async (life) => {
    await life.postgres.pool().query(effect)
  },
  'a mark in memory': () => {
    return async (life) => {
      const handled = new Set<string>()
      if (!handled.has('m-1')) await life.postgres.pool().query(effect)
      handled.add('m-1')
    }
  },
  'effect, then mark, in two transactions': () => async (life) => {
    const pool = life.postgres.pool()
    if ((await pool.query('SELECT id FROM inbox')).rowCount === 1) return
    await pool.query(effect)
    await pool.query(mark)
  },
  'mark, then effect, in two transactions': () => async (life) => {
    const pool = life.postgres.pool()
    if ((await pool.query(mark)).rowCount === 1) await pool.query(effect)
  },
}

/** Points tried, points that lost the message, points that handled it twice. */
const expected: Readonly<Record<string, readonly [before: number[], after: number[]]>> = {
  'mark and effect in one transaction': [
    [4, 0, 0],
    [4, 0, 0],
  ],
  'no mark': [
    [1, 0, 0],
    [1, 0, 1],
  ],
  'a mark in memory': [
    [1, 0, 0],
    [1, 0, 1],
  ],
  'effect, then mark, in two transactions': [
    [3, 0, 1],
    [3, 0, 1],
  ],
  'mark, then effect, in two transactions': [
    [2, 1, 0],
    [2, 1, 0],
  ],
}

const nothing = { check: () => {} }

describe('crashPoints', () => {
  test.for(Object.keys(consumers))('counts what a consumer loses and doubles: %s', async (name, { servers }) => {
    const ledger = await openLedger(servers)
    const counts: number[][] = []
    let isRight = true
    for (const mode of ['before', 'after'] as const) {
      const run = consumers[name]?.() ?? (async () => {})
      const { message, evidence } = await tryAll(servers, { ...ledger, modes: [mode], run })
      isRight &&= message === ''
      counts.push(evidence.flatMap((one) => (one.kind === 'count' ? [one.value] : [])).slice(0, 3))
    }
    expect([isRight, counts]).toEqual([name === 'mark and effect in one transaction', expected[name]])
  })

  test('fails with the message of the check and the simplest failing point, as a timeline', async ({ servers }) => {
    const ledger = await openLedger(servers)
    const run = consumers['effect, then mark, in two transactions']?.() ?? (async () => {})
    const { outcome, message, evidence } = await tryAll(servers, {
      ...ledger,
      run,
      failingLabel: 'points with trouble',
    })
    expect((outcome as Error).name).toBe('AssertionError')
    expect(message).toMatch(/^A message was not handled once\./)
    expect(message.split('\n').at(-1)).toBe(
      "life 1 reads no row · life 1 writes balance = balance + 50 · life 1 dies before it inserts 'm-1' into inbox · life 2 reads no row · life 2 writes balance = balance + 50 · life 2 inserts into inbox",
    )
    expect(evidence).toEqual([
      { kind: 'count', label: 'crash points tried (3 before a step, 3 after a step)', value: 6 },
      { kind: 'count', label: 'points that lost the message', value: 0, unit: 'of 6' },
      { kind: 'count', label: 'points that handled it twice', value: 2, unit: 'of 6' },
      { kind: 'count', label: 'points with trouble', value: 2, expected: 0, unit: 'of 6' },
      {
        kind: 'timeline',
        label: 'the simplest failing crash point',
        point: 'before 3',
        steps: [
          { actor: 'life 1', text: 'reads id from inbox', result: 'no row' },
          { actor: 'life 1', text: 'sets balance = balance + 50 in account', result: '1 row' },
          { actor: 'life 1', text: "dies before it inserts 'm-1' into inbox" },
          { actor: 'life 2', text: 'reads id from inbox', result: 'no row' },
          { actor: 'life 2', text: 'sets balance = balance + 50 in account', result: '1 row' },
          { actor: 'life 2', text: "inserts 'm-1' into inbox", result: '1 row' },
          { actor: 'life 2', text: 'returns' },
        ],
      },
    ])
  })

  test('finds the same in each of twenty repetitions', async ({ servers }) => {
    const ledger = await openLedger(servers)
    const run = consumers['effect, then mark, in two transactions']?.() ?? (async () => {})
    const repetitions: string[] = []
    for (let repetition = 0; repetition < 20; repetition += 1) {
      const { message, evidence } = await tryAll(servers, { ...ledger, run })
      repetitions.push(JSON.stringify([message, evidence]))
    }
    expect(new Set(repetitions).size).toBe(1)
  })

  test('lets nothing of a dead life reach a server, neither from catch nor from finally nor from timers', async ({
    servers,
    postgres,
    redis,
    http,
  }) => {
    const audit = await http.server('audit', () => ({}))
    await postgres.query('CREATE TABLE log (line text)')
    const timers: Promise<unknown>[] = []
    const run = async (life: Life): Promise<void> => {
      const [pool, cache, url] = [life.postgres.pool(), life.redis.connect(), await life.http(audit.url)]
      const write = (line: string) => {
        const ways = [
          () => pool.query('INSERT INTO log VALUES ($1)', [line]),
          () => cache.rpush('log', line),
          () => fetch(`${url}/${line}`),
          () => life.step(`writes ${line}`, async () => life.nth === 1 && expect.fail('A step was taken.')),
        ]
        return Promise.allSettled(ways.map((way) => way()))
      }
      // Longer than what a life is waited for.
      timers.push(new Promise<void>((resolve) => setTimeout(resolve, 2_100)).then(() => void write('timer')))
      try {
        await pool.query('SELECT 1')
        await cache.get('key')
        await life.clock.sleep(50)
      } catch {
        await write('catch')
      } finally {
        if (life.nth === 1) await write('finally')
      }
    }
    const { outcome } = await tryAll(servers, {
      run,
      modes: ['before'],
      limitMs: 60_000,
      check: ({ point }) => {
        if (point && point.nth <= 2) expect(audit.requests(), point.text).toEqual([])
      },
    })
    // With its step struck, `finally` writes by the ways that are left to it, and the blow ends those, too.
    expect((outcome as { tried: object }).tried).toMatchObject({ before: 6 })
    await Promise.all(timers)
    const lines = [
      ...(await postgres.query<{ line: string }>('SELECT DISTINCT line FROM log')).map(({ line }) => line),
      ...(await redis.client.lrange('log', 0, -1)),
      ...audit.requests().map(({ path }) => path.slice(1)),
    ]
    expect(new Set(lines)).toEqual(new Set(['finally']))
  })

  test('rolls back what a killed process had not committed, and gives its locks away', async ({
    servers,
    postgres,
  }) => {
    await postgres.query('CREATE TABLE t (n int)')
    await postgres.query('INSERT INTO t VALUES (0)')
    const lives: string[] = []
    const { outcome } = await tryAll(servers, {
      before: async () => void (await postgres.query('UPDATE t SET n = 0')),
      run: async (life) => {
        const client = await life.postgres.client()
        await inTransaction(client, async () => {
          await client.query('SELECT pg_advisory_lock(7)')
          await client.query('UPDATE t SET n = n + 1')
        })
      },
      check: async ({ point, lives: ends }) => {
        const [row] = await postgres.query<{ n: number }>('SELECT n FROM t')
        lives.push(`${point?.mode} ${point?.nth}: ${ends.map(({ state }) => state).join(', ')}: ${row?.n}`)
      },
    })
    expect(outcome).toMatchObject({ tried: { before: 4, after: 4 } })
    expect(lives).toEqual([
      ...[1, 2, 3, 4].map((nth) => `before ${nth}: crashed, returned: 1`),
      'undefined undefined: returned: 1',
      ...[1, 2, 3].map((nth) => `after ${nth}: crashed, returned: 1`),
      'after 4: crashed, returned: 2',
      'undefined undefined: returned: 1',
    ])
  })

  test('leaves a life alive whose reply was lost, with an error to cope with', async ({
    servers,
    postgres,
    redis,
    http,
  }) => {
    await postgres.query('CREATE TABLE t (n int)')
    await redis.evictAll()
    const requests = await http.server('audit', () => ({}))
    const ends: string[] = []
    await tryAll(servers, {
      modes: ['reply lost'],
      before: async () => void (await postgres.query('TRUNCATE t')),
      run: async (life) => {
        const cache = life.redis.connect({ maxRetriesPerRequest: 0, retryStrategy: () => null })
        const steps = [
          () => life.postgres.pool().query('INSERT INTO t VALUES (1)'),
          () => cache.incr('n'),
          async () => fetch(await life.http(requests.url)),
          () => life.step('tells the others', async () => {}),
        ]
        for (const [at, step] of steps.entries())
          await step().catch((error: Error) => Promise.reject(new Error(`step ${at + 1}: ${error.name}`)))
      },
      check: async ({ lives: [first] }) => {
        ends.push(first?.state === 'threw' ? (first.error as Error).message : `${first?.state}`)
      },
    })
    expect(ends.map((end) => end.slice(0, 6))).toEqual(['step 1', 'step 2', 'step 3', 'step 4', 'return'])
    const [rows] = await postgres.query<{ n: number }>('SELECT count(*)::int AS n FROM t')
    expect([rows?.n, requests.requests().length >= 2]).toEqual([1, true])
  })

  test('names steps that are not framed, and severs what is tied to a life', async ({ servers }) => {
    const events: string[] = []
    const { outcome, message } = await tryAll(servers, {
      before: async () => void events.splice(0),
      run: async (life) => {
        life.attach({ sever: () => void events.push(`${life.nth} severed`) })
        for (const name of ['one', 'two'])
          await life.step(`sends ${name}`, async () => events.push(`${life.nth} ${name}`))
      },
      check: ({ point }) => {
        const all = events.join(', ')
        if (point?.mode === 'before' && point.nth === 2) expect(all).toBe('1 one, 1 severed, 2 one, 2 two')
        if (point?.mode === 'after' && point.nth === 2) expect(all).toBe('1 one, 1 two, 1 severed, 2 one, 2 two')
        if (!point) expect(all).toBe('1 one, 1 two')
      },
    })
    expect([message, outcome]).toEqual(['', { tried: { before: 2, after: 2, 'reply lost': 0 }, failing: 0, seen: {} }])
  })

  test('waits for a source that brings a life on by itself', async ({ servers }) => {
    let activity = 0
    const { outcome } = await tryAll(servers, {
      run: async (life) => {
        let isWaiting = true
        const message = Promise.withResolvers<void>()
        life.attach({
          sever: () => {},
          get activity() {
            return activity
          },
          findReasonToWait: () => (isWaiting ? 'a message is on its way' : undefined),
        })
        // A timer that nobody sees, like a socket of a client that is not framed.
        setTimeout(message.resolve, 2_500)
        setTimeout(() => (activity += 1), 1_000)
        if (life.nth === 1) await message.promise
        isWaiting = false
        await life.step('handles the message', async () => {})
      },
      modes: ['before'],
      ...nothing,
    })
    expect(outcome).toMatchObject({ tried: { before: 1 } })
  })

  test('lets time pass between two lives, for the clock and in Redis', async ({ servers, redis }) => {
    const seen: string[] = []
    await tryAll(servers, {
      modes: ['after'],
      restartAfterMs: 30_000,
      before: async () => redis.evictAll(),
      run: async (life) => {
        const cache = life.redis.connect()
        const startedAt = life.clock.now()
        const isTaken = (await cache.set('lock', '1', 'PX', 30_000, 'NX')) === null
        if (life.nth === 2) seen.push(isTaken ? 'taken' : 'free')
        await life.clock.sleep(1_000)
        seen.push(`${life.nth} slept ${life.clock.now() - startedAt}`)
      },
      ...nothing,
    })
    expect(seen).toEqual(['free', '2 slept 1000', '1 slept 1000'])
  })

  test('fails when a life leaves something open', async ({ servers, postgres }) => {
    const { message } = await tryAll(servers, {
      run: async (life) => {
        await (await life.postgres.pool().connect()).query('SELECT 1')
      },
      ...nothing,
    })
    expect(message).toMatch(/^A client of the pool was not released, from crash-points\.test\.ts:\d+/)
    void postgres
  })

  test('fails a life that asks without end', async ({ servers, redis }) => {
    const { message } = await tryAll(servers, {
      modes: ['after'],
      before: async () => redis.evictAll(),
      run: async (life) => {
        const cache = life.redis.connect()
        // The lock of a dead process, without an expiry.
        while ((await cache.set('lock', '1', 'NX')) === null) await life.clock.sleep(50)
      },
      ...nothing,
    })
    expect(message).toMatch(/^life 2 had not ended after 1000 requests to the servers/)
  })

  test('is undecided, and neither passes nor fails, when a life hangs', async ({ servers, postgres }) => {
    const { outcome } = await tryAll(servers, {
      run: async (life) => {
        await life.postgres.pool().query('SELECT 1')
        if (life.nth === 2) await new Promise(() => {})
      },
      ...nothing,
    })
    void postgres
    expect(outcome).toMatchObject({ name: 'CourseError', code: 'CRASH_POINT_UNDECIDED', exitCode: 3 })
    expect((outcome as Error).message).toBe('life 2 neither asks a server nor sleeps on the given clock nor ends.')
  })

  test('is undecided when it takes too long', async ({ servers, postgres }) => {
    void postgres
    const { outcome } = await tryAll(servers, {
      limitMs: 0,
      run: async (life) => life.postgres.pool().query('SELECT 1'),
      ...nothing,
    })
    expect(outcome).toMatchObject({ code: 'CRASH_POINT_UNDECIDED' })
  })

  test('gives each life a memory of its own, loaded within it', async ({ servers, redis }) => {
    const counts: number[] = []
    const { outcome } = await tryAll(servers, {
      run: async (life) => {
        const { next } = await freshCopy(() => import('../fixtures/counter.ts'))
        await life.redis.connect().incr('n')
        counts.push(next())
      },
      ...nothing,
    })
    void redis
    expect(outcome).toMatchObject({ tried: { before: 1, after: 1 } })
    expect(new Set(counts)).toEqual(new Set([1]))
  })

  test('follows clients that the code makes itself', async ({ servers, postgres }) => {
    await postgres.query('CREATE TABLE t (n int)')
    const { outcome } = await tryAll(servers, {
      before: async () => void (await postgres.query('TRUNCATE t')),
      run: async (life) => {
        const pool = new pg.Pool({ connectionString: life.postgres.url })
        try {
          await Promise.all([1, 2, 3].map((n) => pool.query('INSERT INTO t VALUES ($1)', [n])))
        } finally {
          await pool.end()
        }
      },
      check: async ({ point }) => {
        const [row] = await postgres.query<{ n: number }>('SELECT count(*)::int AS n FROM t')
        const before = point ? point.nth - (point.mode === 'before' ? 1 : 0) : 0
        expect(row?.n, point?.text).toBe(before + 3)
      },
    })
    expect(outcome).toMatchObject({ tried: { before: 3, after: 3 } })
  })

  test('tries nothing where nothing reaches a server, and says so', async ({ servers }) => {
    const { outcome, evidence } = await tryAll(servers, { run: async () => {}, ...nothing })
    expect(outcome).toMatchObject({ tried: { before: 0, after: 0 } })
    expect(evidence[0]).toMatchObject({ label: 'crash points tried (the process reached no server)', value: 0 })
  })
})
