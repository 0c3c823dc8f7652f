import type { PostgresServer } from '../postgres/postgres-server.ts'

/** A commit that its standbys have let go is on its way for some milliseconds, also where it looks as if it waited. */
const provenAfterMs = 500
/** Who was not seen for so long may have waited for something else before. */
const staleAfterMs = 1_000

const waitingQuery = {
  name: 'kit_waiting_for_standbys',
  text: `
SELECT pid FROM unnest($1::int[]) AS pid
WHERE (SELECT wait_event FROM pg_stat_get_activity(pid)) = 'SyncRep'
AND NOT EXISTS (SELECT FROM pg_stat_replication WHERE flush_lsn < pg_current_wal_flush_lsn())`,
}
const pausedQuery = "SELECT 1 WHERE pg_get_wal_replay_pause_state() = 'paused'"

interface Sighting {
  readonly firstMs: number
  readonly lastMs: number
}

/**
 * Finds commits that wait for a standby whose replay is paused. They wait for no process of their own server, and all
 * that the standby does without being resumed, it has done.
 */
export class SynchronousCommitWatch {
  #sightings = new Map<number, Sighting>()

  /** Those of the given processes of a primary that will not go on before a standby replays. */
  async findHeld(
    primary: PostgresServer,
    standbys: readonly PostgresServer[],
    pids: readonly number[],
  ): Promise<number[]> {
    const { rows } = await primary.judge.query<{ pid: number }>({ ...waitingQuery, values: [pids] })
    const nowMs = performance.now()
    const isPaused = rows.length > 0 && (await hasPaused(standbys))
    const seen = isPaused ? rows.map(({ pid }) => [pid, this.#sightingOf(pid, nowMs)] as const) : []
    this.#sightings = new Map(seen)
    return seen.filter(([, { firstMs }]) => nowMs - firstMs >= provenAfterMs).map(([pid]) => pid)
  }

  #sightingOf(pid: number, nowMs: number): Sighting {
    const before = this.#sightings.get(pid)
    const isSame = before !== undefined && nowMs - before.lastMs < staleAfterMs
    return { firstMs: isSame ? before.firstMs : nowMs, lastMs: nowMs }
  }
}

async function hasPaused(standbys: readonly PostgresServer[]): Promise<boolean> {
  const answers = await Promise.all(standbys.map(({ judge }) => judge.query(pausedQuery)))
  return answers.some(({ rowCount }) => rowCount === 1)
}
