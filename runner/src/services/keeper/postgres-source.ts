import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { clientConfig } from '../ask-postgres.ts'
import { postgresAddressOf, postgresUrl } from '../external/postgres-address.ts'
import { type AskPostgres, dropDatabase, dropOwnDatabases, makeDatabaseName } from '../own-databases.ts'
import type { WarmServer } from '../provider.ts'
import type { Leasable, LeaseSource } from './lease-source.ts'

/** Longer than any pause of a busy machine: a server that is called dead is stopped under everybody's feet. */
const answerLimitMs = 10_000

/**
 * Leases databases of one Postgres, over two connections that stay open: making and dropping databases takes
 * its time, and the question whether the server lives must not wait for it.
 */
export async function openPostgresSource(server: WarmServer): Promise<LeaseSource> {
  const address = postgresAddressOf(server.record)
  const clients = await Promise.all([connect(), connect()])
  // The usual one writes the whole template to the log, which takes twice as long and fills a disk in memory.
  const strategy = Number.parseInt(server.record.service.version, 10) >= 15 ? ' STRATEGY file_copy' : ''
  const isExternal = server.record.external !== undefined
  const [ask, askHealth] = [queueQueries(clients[0]), queueQueries(clients[1])]

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(clientConfig(address))
    // A lost connection shows at the next question; without a listener it would end the keeper.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  const open = (database: string): Leasable => ({
    id: database,
    database,
    url: postgresUrl(address, database),
    isAlive: async () => (await countRows(askHealth, 'SELECT 1 FROM pg_database WHERE datname = $1', [database])) === 1,
    remove: () => dropDatabase(ask, database),
  })
  return {
    server,
    make: async () => {
      const database = makeDatabaseName()
      await (isExternal ? createLikeOurs(ask, database) : ask(`CREATE DATABASE ${database}${strategy}`))
      return open(database)
    },
    adopt: async ({ database }) => {
      if (!database) return undefined
      const candidate = open(database)
      return (await candidate.isAlive()) ? candidate : undefined
    },
    removeOthers: (kept) =>
      dropOwnDatabases(
        ask,
        kept.flatMap(({ database }) => database ?? []),
      ),
    isAlive: async () => (await countRows(askHealth, 'SELECT 1')) === 1,
    close: () => {
      for (const client of clients) client.end().catch(() => undefined)
    },
  }
}

/** One query at a time, in the order of asking. */
function queueQueries(client: pg.Client): AskPostgres {
  let turn: Promise<unknown> = Promise.resolve()
  return (text, values) => {
    const result = turn.then(() => client.query(text, values))
    turn = result.catch(() => undefined)
    return result
  }
}

/** The number of rows, or undefined when the server does not answer in time. */
async function countRows(ask: AskPostgres, text: string, values: unknown[] = []): Promise<number | undefined> {
  const timeout = new AbortController()
  const answer = ask(text, values).then(
    ({ rowCount }) => rowCount ?? 0,
    () => undefined,
  )
  const silence = delay(answerLimitMs, undefined, { signal: timeout.signal }).catch(() => undefined)
  return Promise.race([answer, silence]).finally(() => timeout.abort())
}

/** What the owner of a server may have set otherwise than it comes, and what a test relies on. */
const asItComes = {
  default_transaction_isolation: "'read committed'",
  default_transaction_read_only: 'off',
  idle_in_transaction_session_timeout: '0',
  lock_timeout: '0',
  search_path: '"$user", public',
  statement_timeout: '0',
}

/** A database as on a server of ours, whatever this one's template and settings are. */
async function createLikeOurs(ask: AskPostgres, database: string): Promise<void> {
  await ask(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'`)
  const settings = Object.entries(asItComes).map(([name, value]) => `SET ${name} = ${value}`)
  await ask(settings.map((set) => `ALTER ROLE CURRENT_USER IN DATABASE ${database} ${set}`).join('; '))
}
