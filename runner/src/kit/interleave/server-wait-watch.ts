import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { WaitWatch } from './wait-watch.ts'

interface BlockedRow {
  readonly pid: number
  readonly blockers: number[]
}

const blockersQuery = {
  name: 'kit_blockers',
  text: 'SELECT pid, pg_blocking_pids(pid) AS blockers FROM unnest($1::int[]) AS pid',
}

/** Asks the leased servers by the judge's connections. */
export function createWaitWatch(postgres: PostgresServer | undefined, redis: RedisServer | undefined): WaitWatch {
  return {
    async postgresBlockers(pids) {
      const result = await postgres?.judge.query<BlockedRow>({ ...blockersQuery, values: [pids] })
      return new Map(result?.rows.map((row) => [row.pid, row.blockers]))
    },
    async redisBlockedCount() {
      const info = (await redis?.judge.info('clients')) ?? ''
      return Number(/blocked_clients:(\d+)/.exec(info)?.[1] ?? 0)
    },
  }
}
