import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import { SynchronousCommitWatch } from './synchronous-commit-watch.ts'
import type { WaitWatch } from './wait-watch.ts'

/** A Postgres whose sessions may wait, for each other or for its standbys. */
export interface WatchedPostgres {
  readonly server: PostgresServer
  readonly standbys?: readonly PostgresServer[]
}

interface BlockedRow {
  readonly pid: number
  readonly blockers: number[]
}

const blockersQuery = {
  name: 'kit_blockers',
  text: 'SELECT pid, pg_blocking_pids(pid) AS blockers FROM unnest($1::int[]) AS pid',
}

/** Asks the leased servers by the judge's connections. */
export function createWaitWatch(postgres: readonly WatchedPostgres[], redis: RedisServer | undefined): WaitWatch {
  const servers = new Map(postgres.map((watched) => [new URL(watched.server.url).host, watched]))
  const commits = new SynchronousCommitWatch()
  return {
    async postgresBlockers(address, pids) {
      const { server, standbys = [] } = servers.get(address) ?? {}
      const result = await server?.judge.query<BlockedRow>({ ...blockersQuery, values: [pids] })
      const blockers = new Map(result?.rows.map((row) => [row.pid, row.blockers]))
      if (server && standbys.length > 0)
        for (const pid of await commits.findHeld(server, standbys, pids)) blockers.set(pid, [0])
      return blockers
    },
    async redisBlockedCount() {
      const info = (await redis?.judge.info('clients')) ?? ''
      return Number(/blocked_clients:(\d+)/.exec(info)?.[1] ?? 0)
    },
  }
}
