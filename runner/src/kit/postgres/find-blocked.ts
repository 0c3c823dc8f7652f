import type pg from 'pg'

/** A session that waits for others. */
export interface BlockedSession {
  readonly name: string
  readonly waitsFor: readonly string[]
}

interface BlockedRow {
  readonly name: string
  readonly waits_for: string[]
}

/** A session's own name, or what it says of itself, or its process id. */
const nameOf = (alias: string): string => `coalesce(nullif(${alias}.application_name, ''), 'process ' || ${alias}.pid)`

const blockedQuery = `
SELECT ${nameOf('waiting')} AS name, array_agg(${nameOf('holding')} ORDER BY holding.pid) AS waits_for
FROM pg_stat_activity waiting
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocker
JOIN pg_stat_activity holding ON holding.pid = blocker
WHERE waiting.datname = current_database()
GROUP BY waiting.pid, waiting.application_name
ORDER BY waiting.pid`

/** Who in this database waits for a lock, and for whom. */
export async function findBlocked(judge: pg.Pool): Promise<BlockedSession[]> {
  const { rows } = await judge.query<BlockedRow>(blockedQuery)
  return rows.map((row) => ({ name: row.name, waitsFor: row.waits_for }))
}

const blockersQuery = `
SELECT ${nameOf('holding')} AS name
FROM unnest(pg_blocking_pids($1)) AS blocker JOIN pg_stat_activity holding ON holding.pid = blocker`

/** Names of the sessions that hold one process up. */
export async function findBlockers(judge: pg.Pool, pid: number): Promise<string[]> {
  const { rows } = await judge.query<{ name: string }>({
    name: 'kit_session_blockers',
    text: blockersQuery,
    values: [pid],
  })
  return rows.map((row) => row.name)
}
