import pg from 'pg'
import { describe, expect, vi } from 'vitest'
import type { Evidence } from '../../evidence.ts'
import { EvidenceRecorder } from '../evidence-recorder.ts'
import type { TestServers } from '../servers/test-servers.ts'
import { test } from '../test.ts'
import type { Actor } from './actor.ts'
import { type InterleaveOptions, interleave } from './interleave.ts'

vi.setConfig({ testTimeout: 30_000 })

const read = 'SELECT balance FROM accounts WHERE id = 1'
const never = new Promise<never>(() => {})

async function credit({ postgres }: Actor): Promise<void> {
  const pool = postgres.pool()
  const { rows } = await pool.query<{ balance: number }>(read)
  await pool.query('UPDATE accounts SET balance = $1 WHERE id = 1', [(rows[0]?.balance ?? 0) + 50])
}

/** Explores as the fixture does, and keeps what came of it. */
async function explore(servers: TestServers, options: Partial<InterleaveOptions> & Pick<InterleaveOptions, 'actors'>) {
  const postgres = await servers.postgres()
  await postgres.query('CREATE TABLE IF NOT EXISTS accounts (id int PRIMARY KEY, balance int)')
  const evidence: Evidence[] = []
  const setting = {
    postgres: servers.postgresServer,
    redis: undefined,
    evidence: new EvidenceRecorder((one) => evidence.push(one)),
  }
  const before = async () => {
    await postgres.query('DELETE FROM accounts')
    await postgres.query('INSERT INTO accounts VALUES (1, 100), (2, 100)')
  }
  const check = async () => {
    const [account] = await postgres.query<{ balance: number }>(read)
    expect(account?.balance, 'Money was lost').toBe(200)
  }
  const outcome = await interleave({ before, check, ...options }, setting).catch((error: unknown) => error)
  return { outcome, message: outcome instanceof Error ? outcome.message : '', evidence }
}

describe('interleave', () => {
  test('fails with the message of the check and the simplest failing order, with values', async ({ servers }) => {
    const { outcome, message } = await explore(servers, { actors: { A: credit, B: credit } })
    expect((outcome as Error).name).toBe('AssertionError')
    expect(message).toMatch(/^Money was lost/)
    expect(message.split('\n').at(-1)).toBe('A reads 100 · B reads 100 · B writes 150 · A writes 150')
  })

  test('reports how many orders were tried and failed, and the failing one as a timeline that can be played again', async ({
    servers,
  }) => {
    const { evidence } = await explore(servers, {
      actors: { A: credit, B: credit },
      failingLabel: 'orders that lost money',
    })
    expect(evidence).toEqual([
      { kind: 'count', label: 'orders tried (all there are)', value: 6 },
      { kind: 'count', label: 'orders that lost money', value: 4, expected: 0, unit: 'of 6' },
      {
        kind: 'timeline',
        label: 'the simplest failing order',
        steps: [
          { actor: 'A', text: 'reads balance from accounts WHERE id = 1', result: '100' },
          { actor: 'B', text: 'reads balance from accounts WHERE id = 1', result: '100' },
          { actor: 'B', text: 'sets balance = 150 in accounts WHERE id = 1', result: '1 row' },
          { actor: 'A', text: 'sets balance = 150 in accounts WHERE id = 1', result: '1 row' },
        ],
        schedule: 'A,B*2,A',
      },
    ])
  })

  test('plays one order again from its schedule', async ({ servers }) => {
    const failing = await explore(servers, { actors: { A: credit, B: credit }, replay: 'A,B*2,A' })
    expect(failing.message).toContain('A reads 100 · B reads 100')
    const passing = await explore(servers, { actors: { A: credit, B: credit }, replay: 'A*2,B*2' })
    expect(passing.outcome).toMatchObject({ orders: 1, failing: 0 })
  })

  test('plays the same orders in each of five repetitions', async ({ servers }) => {
    const repetitions: unknown[] = []
    for (let repetition = 0; repetition < 5; repetition += 1) {
      const { evidence, message } = await explore(servers, { actors: { A: credit, B: credit } })
      repetitions.push([evidence, message])
    }
    expect(new Set(repetitions.map((one) => JSON.stringify(one))).size).toBe(1)
  })

  test('says who waits for whom', async ({ servers }) => {
    const locking = async ({ postgres }: Actor): Promise<void> => {
      const client = await postgres.client()
      await client.query('BEGIN')
      await client.query('UPDATE accounts SET balance = balance + 1 WHERE id = 1')
      await client.query('COMMIT')
    }
    const { evidence } = await explore(servers, {
      actors: { A: locking, B: locking },
      check: () => expect.fail('shown'),
      replay: 'A*2,B*2,A',
    })
    const timeline = evidence.find((one) => one.kind === 'timeline')
    expect(timeline?.steps.map(({ actor, text, result }) => `${actor} ${text}: ${result}`)).toContain(
      'B sets balance = balance + 1 in accounts WHERE id = 1: waits for A',
    )
  })

  test('fails an order in which a lock is never let go', async ({ servers }) => {
    const forgetful = async ({ postgres }: Actor): Promise<void> => {
      const client = await postgres.client()
      await client.query('BEGIN')
      await client.query('UPDATE accounts SET balance = balance + 50 WHERE id = 1')
    }
    const { message } = await explore(servers, { actors: { A: forgetful, B: forgetful }, check: () => {} })
    expect(message).toContain('waits for ever: it needs a lock that A has ended and still holds')
  })

  test('fails such an order also by clients of its own, and leaves them in peace', async ({ servers }) => {
    const forgetful = async ({ postgres }: Actor): Promise<void> => {
      // Without a listener, an error that it emits would end the process.
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      await client.query('BEGIN')
      await client.query('UPDATE accounts SET balance = balance + 50 WHERE id = 1')
    }
    const { message } = await explore(servers, { actors: { A: forgetful, B: forgetful }, check: () => {} })
    expect(message).toContain('waits for ever')
  })

  test('fails an order after which a client of the pool is not released', async ({ servers }) => {
    const leaking = async ({ postgres }: Actor): Promise<void> => {
      const client: pg.PoolClient = await postgres.pool().connect()
      await client.query(read)
    }
    const { message } = await explore(servers, { actors: { A: leaking, B: credit }, check: () => {} })
    expect(message).toMatch(
      /A client of the pool was not released, from interleave-verdict\.test\.ts:\d+: call client\.release\(\)/,
    )
  })

  test('is undecided, and neither passes nor fails, when a call waits for nothing that it knows of', async ({
    servers,
  }) => {
    const { outcome } = await explore(servers, { actors: { A: credit, B: () => never } })
    expect(outcome).toMatchObject({ name: 'CourseError', code: 'ORDER_UNDECIDED' })
    expect((outcome as Error).message).toContain('B neither asks a server nor sleeps')
  })

  test('lets time pass on the given clock when everybody else waits', async ({ servers }) => {
    const patient = async ({ clock, postgres }: Actor): Promise<number> => {
      const startedAt = clock.now()
      await clock.sleep(60_000)
      await postgres.pool().query(read)
      return clock.now() - startedAt
    }
    const values: unknown[] = []
    const { outcome } = await explore(servers, {
      actors: { A: patient, B: patient },
      check: ({ results }) => void values.push(results['A'], results['B']),
    })
    expect(outcome).toMatchObject({ orders: 2, isComplete: true })
    expect(values).toEqual(values.map(() => ({ state: 'returned', value: 60_000 })))
  })

  test('waits for a short timer of the code itself', async ({ servers }) => {
    const dozing = async (actor: Actor): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 15))
      await credit(actor)
    }
    const { evidence } = await explore(servers, { actors: { A: dozing, B: credit } })
    expect(evidence.slice(0, 2).map((one) => one.kind === 'count' && one.value)).toEqual([6, 4])
  })

  test('sees a call that waits for another one inside the process', async ({ servers }) => {
    let last: Promise<unknown> = Promise.resolve()
    const queued = (actor: Actor): Promise<void> => {
      const turn = last.then(() => credit(actor))
      last = turn
      return turn
    }
    const { outcome } = await explore(servers, { actors: { A: queued, B: queued } })
    expect(outcome).toMatchObject({ orders: 1, isComplete: true })
  })

  test('refuses an actor that uses a server which the test did not ask for', async ({ servers }) => {
    const { message } = await explore(servers, {
      actors: { A: async ({ redis }) => redis.connect(), B: credit },
      check: ({ results }) => {
        if (results['A']?.state === 'threw') throw results['A'].error
      },
    })
    expect(message).toContain('the test does not name the fixture `redis`')
  })

  test('ends a call that asks without end', async ({ servers }) => {
    const endless = async ({ postgres, clock }: Actor): Promise<void> => {
      const pool = postgres.pool()
      for (;;) {
        await pool.query(read)
        await clock.sleep(10)
      }
    }
    const { message } = await explore(servers, { actors: { A: endless }, check: () => {} })
    expect(message).toContain('A had not ended after 1000 requests')
  })
})
