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

/** A commit that waits for its standbys waits for no process of the primary. Half as much work again. */
const blockersOfPrimaryQuery = {
  name: 'kit_blockers_of_primary',
  text: `
SELECT pid, coalesce(
  nullif(pg_blocking_pids(pid), '{}'),
  (SELECT ARRAY[0] FROM pg_stat_get_activity(pid) WHERE wait_event = 'SyncRep'),
  '{}') AS blockers
FROM unnest($1::int[]) AS pid`,
}

/** Asks the leased servers by the judge's connections. */
export function createWaitWatch(postgres: readonly PostgresServer[], redis: RedisServer | undefined): WaitWatch {
  const servers = new Map(postgres.map((server) => [new URL(server.url).host, server]))
  return {
    async postgresBlockers(server, pids) {
      const { judge, hasStandbys = false } = servers.get(server) ?? {}
      const query = hasStandbys ? blockersOfPrimaryQuery : blockersQuery
      const result = await judge?.query<BlockedRow>({ ...query, values: [pids] })
      return new Map(result?.rows.map((row) => [row.pid, row.blockers]))
    },
    async redisBlockedCount() {
      const info = (await redis?.judge.info('clients')) ?? ''
      return Number(/blocked_clients:(\d+)/.exec(info)?.[1] ?? 0)
    },
  }
}
