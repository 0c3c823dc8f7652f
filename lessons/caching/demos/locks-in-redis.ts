import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type Actor, demo } from 'loadbearing/demo'
import type { Pool } from 'pg'

const lockMs = 30_000
const lock = 'lock:invoices'

/** What a run works with, and tells to whoever counts. */
interface Run {
  readonly name: string
  readonly redis: Redis
  readonly pool: Pool
  readonly token: string
  /** To be called when it was given the lock. */
  readonly begins: () => void
  /** To be called when Redis has deleted the lock for it. */
  readonly frees: () => void
}
type Strategy = (run: Run) => Promise<void>

const freeIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const keepIfMine = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`

const takeWithNumber = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
return redis.call('INCR', KEYS[2])`

async function takes({ redis, token, begins }: Run): Promise<boolean> {
  const isTaken = (await redis.set(lock, token, 'PX', lockMs, 'NX')) !== null
  if (isTaken) begins()
  return isTaken
}

async function writes({ name, pool }: Run): Promise<void> {
  await pool.query('UPDATE batches SET sent_by = sent_by || $1', [name])
}

async function freesByScript({ redis, token, frees }: Run): Promise<void> {
  if ((await redis.eval(freeIfMine, 1, lock, token)) === 1) frees()
}

// #region delete
const deleteOnRelease: Strategy = async (run) => {
  if (!(await takes(run))) return
  await writes(run)
  if ((await run.redis.del(lock)) === 1) run.frees()
}
// #endregion

const lookThenDelete: Strategy = async (run) => {
  if (!(await takes(run))) return
  await writes(run)
  if ((await run.redis.get(lock)) === run.token && (await run.redis.del(lock)) === 1) run.frees()
}

const compareAndDelete: Strategy = async (run) => {
  if (!(await takes(run))) return
  await writes(run)
  await freesByScript(run)
}

const keepBeforeWriting: Strategy = async (run) => {
  if (!(await takes(run))) return
  if ((await run.redis.eval(keepIfMine, 1, lock, run.token, lockMs)) === 1) await writes(run)
  await freesByScript(run)
}

/** Postgres refuses a write whose number is lower than one that it has seen. */
const fencingToken: Strategy = async (run) => {
  const number = await run.redis.eval(takeWithNumber, 2, lock, `${lock}:number`, run.token, lockMs)
  if (number === 0) return
  run.begins()
  await run.pool.query('UPDATE batches SET sent_by = sent_by || $1, fence = $2 WHERE fence <= $2', [run.name, number])
  await freesByScript(run)
}

/** A lock that no time ends, on the connection that writes. */
const lockInPostgres: Strategy = async ({ name, pool, begins }) => {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(1) AS taken')
    if (!rows[0]?.taken) return
    begins()
    await client.query('UPDATE batches SET sent_by = sent_by || $1', [name])
    await client.query('SELECT pg_advisory_unlock(1)')
  } finally {
    client.release()
  }
}

const strategies: readonly [name: string, id: string, strategy: Strategy][] = [
  ['SET NX PX, then DEL', 'del', deleteOnRelease],
  ['token, look, then DEL', 'look', lookThenDelete],
  ['token, compare and delete', 'script', compareAndDelete],
  ['the same, kept before the write', 'keep', keepBeforeWriting],
  ['the same, with a fencing token', 'fence', fencingToken],
  ['advisory lock in Postgres', 'postgres', lockInPostgres],
]

export default demo({
  title: 'Two runs and 30 seconds, in every order',
  services: { postgres: 1, redis: 1 },
  run: async ({ postgres, redis, interleave }) => {
    await postgres.query('CREATE TABLE batches (id int PRIMARY KEY, sent_by text, fence bigint)')
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const [strategyName, id, strategy] of strategies) {
      /** Who has had the lock, in that order. */
      let holders: string[] = []
      let hasFreedAnothers = false
      let [freed, late] = [0, 0]
      const call = ({ name, redis, postgres }: Actor): Promise<void> =>
        strategy({
          name,
          redis: redis.connect(),
          pool: postgres.pool(),
          token: randomUUID(),
          begins: () => void holders.push(name),
          frees: () => {
            hasFreedAnothers ||= holders.at(-1) !== name
          },
        })
      const { orders } = await interleave({
        before: async () => {
          holders = []
          hasFreedAnothers = false
          await redis.evictAll()
          await postgres.query("TRUNCATE batches; INSERT INTO batches VALUES (1, '', 0)")
        },
        actors: { A: call, B: call, time: ({ letTimePass }) => letTimePass(lockMs) },
        check: async () => {
          const [batch] = await postgres.query<{ sent_by: string }>('SELECT sent_by FROM batches')
          if (hasFreedAnothers) freed += 1
          // Both have written, and the one that had the lock first has written last.
          if (batch?.sent_by.length === 2 && batch.sent_by !== holders.join('')) late += 1
        },
        budgetMs: 60_000,
      })
      rows.push([strategyName, orders, freed, late])
      Object.assign(measured, { [`${id}Orders`]: orders, [`${id}Freed`]: freed, [`${id}Late`]: late })
    }
    return { columns: ['strategy', 'orders', "free another's lock", 'store a late write'], rows, measured }
  },
  claims: [
    {
      sentence: "A plain DEL frees the other run's lock in 14 of 52 orders",
      holds: ({ delFreed, delOrders }) => delFreed === 14 && delOrders === 52,
    },
    {
      sentence: 'A look before the DEL leaves some of them, a comparison in the same step none',
      holds: ({ lookFreed = 0, scriptFreed }) => lookFreed > 0 && scriptFreed === 0,
    },
    {
      sentence: 'The token leaves the late writes as they were: 6 of 52',
      holds: ({ delLate, scriptLate, scriptOrders }) => delLate === 6 && scriptLate === 6 && scriptOrders === 52,
    },
    { sentence: 'Asking for the lock before the write does not end them', holds: ({ keepLate = 0 }) => keepLate > 0 },
    {
      sentence: 'A number that Postgres compares ends them, and so does a lock in Postgres',
      holds: ({ fenceLate, postgresLate }) => fenceLate === 0 && postgresLate === 0,
    },
  ],
})
