import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { superuserConfig } from '../ask-postgres.ts'
import type { WarmServer } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

const prefix = 'kata_'
/** Longer than any pause of a busy machine: a server that is called dead is stopped under everybody's feet. */
const answerLimitMs = 10_000

/**
 * Leases databases of one Postgres, over two connections that stay open: making and dropping databases takes
 * its time, and the question whether the server lives must not wait for it.
 */
export async function openPostgresSource(server: WarmServer): Promise<LeaseSource> {
  const { port } = server.record.service
  const { password } = server.record
  const clients = await Promise.all([connect(), connect()])
  const [ask, askHealth] = [queueQueries(clients[0]), queueQueries(clients[1])]

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(superuserConfig({ port, password }))
    // A lost connection shows at the next question; without a listener it would end the keeper.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  const open = (database: string): Leasable => ({
    id: database,
    database,
    url: `postgres://postgres:${password}@127.0.0.1:${port}/${database}`,
    isAlive: async () => (await countRows(askHealth, 'SELECT 1 FROM pg_database WHERE datname = $1', [database])) === 1,
    remove: () => dropDatabase(ask, database),
  })
  return {
    server,
    make: async () => {
      const database = `${prefix}${randomBytes(5).toString('hex')}`
      await ask(`CREATE DATABASE ${database}`)
      return open(database)
    },
    adopt: async ({ database }) => {
      if (!database) return undefined
      const candidate = open(database)
      return (await candidate.isAlive()) ? candidate : undefined
    },
    removeOthers: (kept) => dropOthers(ask, kept),
    isAlive: async () => (await countRows(askHealth, 'SELECT 1')) === 1,
    close: () => {
      for (const client of clients) client.end().catch(() => undefined)
    },
  }
}

type Ask = (text: string, values?: unknown[]) => Promise<pg.QueryResult>

/** One query at a time, in the order of asking. */
function queueQueries(client: pg.Client): Ask {
  let turn: Promise<unknown> = Promise.resolve()
  return (text, values) => {
    const result = turn.then(() => client.query(text, values))
    turn = result.catch(() => undefined)
    return result
  }
}

/** The number of rows, or undefined when the server does not answer in time. */
async function countRows(ask: Ask, text: string, values: unknown[] = []): Promise<number | undefined> {
  const timeout = new AbortController()
  const answer = ask(text, values).then(
    ({ rowCount }) => rowCount ?? 0,
    () => undefined,
  )
  const silence = delay(answerLimitMs, undefined, { signal: timeout.signal }).catch(() => undefined)
  return Promise.race([answer, silence]).finally(() => timeout.abort())
}

async function dropDatabase(ask: Ask, database: string): Promise<void> {
  await ask(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`).catch(() => undefined)
}

async function dropOthers(ask: Ask, kept: readonly Leasable[]): Promise<void> {
  const { rows } = await ask('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix])
  const names = (rows as { datname: string }[]).map(({ datname }) => datname)
  const others = names.filter((name) => !kept.some(({ database }) => database === name))
  for (const name of others) await dropDatabase(ask, name)
}
