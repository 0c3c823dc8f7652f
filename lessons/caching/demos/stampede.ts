import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type Clock, demo } from 'loadbearing/demo'

const readers = 200
const processes = 4
const loadMs = 500
const pollMs = 50
const ttlMs = 60_000
const lockMs = 10_000

interface Process {
  readonly redis: Redis
  readonly clock: Clock
  /** The promises of this process, by key. */
  readonly inFlight: Map<string, Promise<string>>
}
type Load = () => Promise<string>
type Read = (process: Process, key: string, load: Load) => Promise<string>

const unlockIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

// #region cache-aside
const cacheAside: Read = async ({ redis }, key, load) => {
  const cached = await redis.get(key)
  if (cached !== null) return cached
  const value = await load()
  await redis.set(key, value, 'PX', ttlMs)
  return value
}
// #endregion

/** Callers of one process who want the same key share one promise. */
function singleFlight(read: Read): Read {
  return (process, key, load) => {
    const running = process.inFlight.get(key)
    if (running !== undefined) return running
    const started = read(process, key, load).finally(() => process.inFlight.delete(key))
    process.inFlight.set(key, started)
    return started
  }
}

/** Calls `work` with the lock, or returns undefined because somebody else has it. */
async function withLock<T>({ redis }: Process, lock: string, work: () => Promise<T>): Promise<T | undefined> {
  const token = randomUUID()
  if ((await redis.set(lock, token, 'PX', lockMs, 'NX')) === null) return undefined
  try {
    return await work()
  } finally {
    await redis.eval(unlockIfMine, 1, lock, token)
  }
}

const lockInRedis: Read = async (process, key, load) => {
  for (;;) {
    const cached = await process.redis.get(key)
    if (cached !== null) return cached
    // Inside the lock it looks again: the miss may be older than the lock.
    const value = await withLock(process, `${key}:lock`, () => cacheAside(process, key, load))
    if (value !== undefined) return value
    await process.clock.sleep(pollMs)
  }
}

/** The old value stays readable under a second key. Whoever gets the lock rebuilds, the others take the old value. */
const serveStale: Read = async (process, key, load) => {
  const [fresh, stale] = await process.redis.mget(key, `${key}:old`)
  if (typeof fresh === 'string') return fresh
  const rebuilt = await withLock(process, `${key}:lock`, async () => {
    const value = await cacheAside(process, key, load)
    await process.redis.set(`${key}:old`, value)
    return value
  })
  return rebuilt ?? stale ?? lockInRedis(process, key, load)
}

const everyone = 'prices'
const strategies: readonly [name: string, id: string, read: Read, keyOf: (reader: number) => string][] = [
  ['cache-aside alone', 'alone', cacheAside, () => everyone],
  ['single flight in each process', 'singleFlight', singleFlight(cacheAside), () => everyone],
  ['lock in Redis', 'lock', lockInRedis, () => everyone],
  ['single flight, then lock', 'both', singleFlight(lockInRedis), () => everyone],
  ['old value while one rebuilds', 'stale', serveStale, () => everyone],
  ['lock in Redis, 200 cold keys', 'coldKeys', lockInRedis, (reader) => `product:${reader}`],
]

export default demo({
  title: '200 readers, 4 processes, one expired key',
  services: { postgres: 1, redis: 1 },
  run: async ({ postgres, redis, clock, settled }) => {
    await postgres.query('CREATE TABLE prices AS SELECT n AS id, n * 100 AS cents FROM generate_series(1, 1000) n')
    const pool = postgres.pool({ max: 20 })
    const connections = Array.from({ length: processes }, () => redis.connect())

    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [name, id, read, keyOf] of strategies) {
      await redis.evictAll()
      await redis.client.set(`${everyone}:old`, 'old prices')
      postgres.forgetStatements()
      redis.forgetCommands()

      const load: Load = async () => {
        const { rows } = await pool.query<{ total: string }>('SELECT sum(cents) AS total FROM prices')
        await clock.sleep(loadMs)
        return `total ${rows[0]?.total}`
      }
      let waiting = readers
      const team = connections.map((connection): Process => ({ redis: connection, clock, inFlight: new Map() }))
      const answers = Array.from({ length: readers }, async (_, reader) => {
        const process = team[reader % processes] as Process
        const answer = await read(process, keyOf(reader), load)
        waiting -= 1
        return answer
      })
      await settled()
      const waited = waiting
      while (waiting > 0) {
        await clock.advance(pollMs)
        await settled()
      }
      const stale = (await Promise.all(answers)).filter((answer) => answer === 'old prices').length
      const reads = postgres.statements().length
      const commands = redis.commands().length
      rows.push([name, reads, commands, waited, stale])
      Object.assign(measured, { [`${id}Reads`]: reads, [`${id}Commands`]: commands, [`${id}Stale`]: stale })
    }
    return {
      columns: ['strategy', 'reads in Postgres', 'Redis commands', 'readers that wait', 'old answers'],
      rows,
      measured,
    }
  },
  claims: [
    {
      sentence: 'Reads reaching Postgres fall at least 50-fold with a lock in Redis',
      holds: ({ aloneReads = 0, lockReads = 0 }) => aloneReads / lockReads >= 50,
    },
    {
      sentence: 'Single flight reads once in each process',
      holds: ({ singleFlightReads }) => singleFlightReads === processes,
    },
    {
      sentence: 'Single flight in front of the lock saves at least nine of ten Redis commands',
      holds: ({ lockCommands = 0, bothCommands = 0 }) => lockCommands / bothCommands >= 10,
    },
    { sentence: 'Serving the old value lets one reader wait', holds: ({ staleStale }) => staleStale === readers - 1 },
    { sentence: 'The lock does nothing for a cold cache', holds: ({ coldKeysReads }) => coldKeysReads === readers },
  ],
})
