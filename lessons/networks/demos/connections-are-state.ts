import { setTimeout as delay } from 'node:timers/promises'
import { type DemoContext, demo } from 'loadbearing/demo'
import type { Client } from 'pg'

const queries = 20
const takeSeat = 'UPDATE concerts SET seats = seats - 1'

/** What the program believes, what Postgres has of it, and what comes of the difference. */
interface Story {
  readonly client: string
  readonly server: string
  readonly end: string
  readonly measured: Readonly<Record<string, number>>
}

/** What Postgres has of the program: connections by what they do. */
async function askServer({ postgres }: DemoContext): Promise<string> {
  const rows = await postgres.query<{ text: string }>(`
    SELECT count(*) || ' ' || state AS text FROM pg_stat_activity
    WHERE datname = current_database() AND application_name NOT IN ('the judge', 'another') GROUP BY state`)
  return rows.map(({ text }) => text).join(', ') || 'nothing'
}

/** A process of Postgres notices the end of its connection in a moment, if it looks at all. */
async function waitFor(context: DemoContext, state: string): Promise<string> {
  const begunAtMs = performance.now()
  while ((await askServer(context)) !== state && performance.now() - begunAtMs < 5_000) await delay(10)
  return askServer(context)
}

/** Somebody else who has locked the row. */
async function lockRow({ postgres }: DemoContext) {
  const other = await postgres.session('another')
  await other.run('BEGIN')
  await other.run('SELECT FROM concerts FOR UPDATE')
  return { unlock: () => other.run('COMMIT') }
}

async function countTaken({ postgres }: DemoContext): Promise<number> {
  const [row] = await postgres.query<{ taken: number }>('SELECT 100 - seats AS taken FROM concerts')
  return row?.taken ?? 0
}

// #region killed
/** The process is killed while its statement waits for a lock. Its system closes the connection, as it always does. */
async function kill(context: DemoContext, checkInterval: string) {
  const [lock, link] = [await lockRow(context), await context.wire.postgres()]
  const client = await link.client()
  await client.query(`SET client_connection_check_interval = '${checkInterval}'`)
  const taking = client.query(takeSeat).catch(() => {})
  await context.settled()
  link.reset()
  await taking
  const server = await waitFor(context, checkInterval === '0' ? '1 active' : 'nothing')
  await lock.unlock()
  await waitFor(context, 'nothing')
  return { client: 'closed', server, taken: await countTaken(context) }
}
// #endregion

function tellKilled(id: string, { client, server, taken }: Awaited<ReturnType<typeof kill>>): Story {
  const end = taken > 0 ? 'a seat is taken, for nobody' : 'no seat is taken'
  return { client, server, end, measured: { [`${id}Active`]: server === '1 active' ? 1 : 0, [`${id}Taken`]: taken } }
}

/** Counts what a client is told of its end. */
function countEnds(client: Client): () => number {
  let ends = 0
  client.on('error', () => void ends++)
  client.on('end', () => void ends++)
  return () => ends
}

async function loseServer(context: DemoContext): Promise<Story> {
  const link = await context.wire.postgres()
  const client = await link.client()
  const ends = countEnds(client)
  link.halfOpen({ gone: 'server' })
  const server = await waitFor(context, 'nothing')
  let isAnswered = false
  client.query('SELECT 1').then(
    () => (isAnswered = true),
    () => {},
  )
  await context.clock.advance(3_600_000)
  await context.settled()
  const says = `open, ${ends()} errors`
  return {
    client: says,
    server,
    end: 'its query waits',
    measured: { lostEnds: ends(), lostAnswers: isAnswered ? 1 : 0 },
  }
}

async function loseClient(context: DemoContext): Promise<Story> {
  const link = await context.wire.postgres()
  const client = await link.client()
  await client.query('BEGIN')
  await client.query(takeSeat)
  link.halfOpen({ gone: 'client' })
  await context.settled()
  const server = await askServer(context)
  const free = await context.postgres.query('SELECT FROM concerts FOR UPDATE SKIP LOCKED')
  await link.heal()
  await waitFor(context, 'nothing')
  const end = free.length === 0 ? 'the row stays locked' : 'the row is free'
  return { client: 'gone', server, end, measured: { goneFree: free.length } }
}

async function giveUp(context: DemoContext): Promise<Story> {
  const [lock, pool] = [await lockRow(context), context.postgres.pool({ max: 1 })]
  const borrowed = await pool.connect()
  const taking = borrowed.query(takeSeat)
  await context.settled()
  await Promise.race([taking, context.clock.sleep(0), context.clock.advance(0)])
  borrowed.release()
  const free = pool.idleCount
  const server = await askServer(context)
  let isAnswered = false
  const next = pool.query('SELECT 1').then(() => (isAnswered = true))
  await context.settled()
  const measured = { racedFree: free, racedAnswers: isAnswered ? 1 : 0 }
  await lock.unlock()
  await next
  await pool.end()
  await waitFor(context, 'nothing')
  return { client: `${free} free`, server, end: 'the next query waits', measured }
}

async function forgetRollback(context: DemoContext): Promise<Story> {
  const pool = context.postgres.pool({ max: 1 })
  const borrowed = await pool.connect()
  await borrowed.query('BEGIN')
  await borrowed.query(takeSeat)
  borrowed.release()
  const [client, server] = [`${pool.idleCount} free`, await askServer(context)]
  await pool.query('BEGIN')
  await pool.query('COMMIT')
  const taken = await countTaken(context)
  await pool.end()
  await waitFor(context, 'nothing')
  return { client, server, end: 'the next COMMIT takes the seat', measured: { openTaken: taken } }
}

/** What it costs to have a new connection for each query. */
async function compareCost({ postgres }: DemoContext): Promise<Story> {
  const time = async (work: () => Promise<unknown>) => {
    const begunAtMs = performance.now()
    for (let nth = 0; nth < queries; nth += 1) await work()
    return performance.now() - begunAtMs
  }
  const question = 'SELECT pg_backend_pid() AS pid'
  const kept = await postgres.client()
  const keptMs = await time(() => kept.query(question))
  const pids = new Set<number>()
  const newMs = await time(async () => {
    const client = await postgres.client()
    const { rows } = await client.query<{ pid: number }>(question)
    for (const { pid } of rows) pids.add(pid)
    await client.end()
  })
  await kept.end()
  const ratio = newMs / keptMs
  const end = `${Math.round(ratio)} times as long as on one`
  return { client: `${queries} opened`, server: `${pids.size} processes`, end, measured: { newRatio: ratio } }
}

type Tell = (context: DemoContext) => Promise<Story>

const stories: readonly (readonly [name: string, tell: Tell])[] = [
  ['killed while its UPDATE waits', async (context) => tellKilled('killed', await kill(context, '0'))],
  ['the same, Postgres looks every 100 ms', async (context) => tellKilled('looked', await kill(context, '100ms'))],
  ['the server is gone, nobody says so', loseServer],
  ['the client is gone, nobody says so', loseClient],
  ['given up by Promise.race, released', giveUp],
  ['released without a ROLLBACK', forgetRollback],
  ['a new connection for each of 20 queries', compareCost],
]

export default demo({
  title: 'One connection, as its two sides see it',
  services: { postgres: 1 },
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    await context.postgres.query('CREATE TABLE concerts (seats int NOT NULL); INSERT INTO concerts VALUES (100)')
    for (const [name, tell] of stories) {
      await context.postgres.query('UPDATE concerts SET seats = 100')
      const story = await tell(context)
      rows.push([name, story.client, story.server, story.end])
      Object.assign(measured, story.measured)
    }
    return { columns: ['what happens', 'the client says', 'Postgres says', 'what comes of it'], rows, measured }
  },
  claims: [
    {
      sentence: 'The statement of a killed process goes on, and is committed for nobody',
      holds: ({ killedActive, killedTaken }) => killedActive === 1 && killedTaken === 1,
    },
    {
      sentence: 'It is not, where Postgres looks at its connection while it works',
      holds: ({ lookedActive, lookedTaken }) => lookedActive === 0 && lookedTaken === 0,
    },
    {
      sentence: 'A client whose server is gone without a word has no error, and no answer',
      holds: ({ lostEnds, lostAnswers }) => lostEnds === 0 && lostAnswers === 0,
    },
    {
      sentence: 'A client that is gone without a word keeps its row locked',
      holds: ({ goneFree }) => goneFree === 0,
    },
    {
      sentence: 'After Promise.race the pool counts a connection as free on which the next query waits',
      holds: ({ racedFree, racedAnswers }) => racedFree === 1 && racedAnswers === 0,
    },
    {
      sentence: 'The next COMMIT on a connection commits what was left open on it',
      holds: ({ openTaken }) => openTaken === 1,
    },
    {
      sentence: 'A query on a new connection takes at least twice as long as on one that is open',
      holds: ({ newRatio = 0 }) => newRatio >= 2,
    },
  ],
})
