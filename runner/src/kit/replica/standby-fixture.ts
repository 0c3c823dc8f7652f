import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { CourseError } from '../../errors.ts'
import { asKit } from '../origin/async-watch.ts'
import { PostgresFixture, type PostgresSetting } from '../postgres/postgres-fixture.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import { createShiftedPositions, shiftedBy } from './shifted-positions.ts'

interface StandbySetting extends PostgresSetting {
  readonly name: string
  readonly primary: PostgresServer
  /** Does `work`, and notes when it fails by the machine's fault. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T>
}

interface ReplayState {
  readonly has: boolean
  readonly pause: 'not paused' | 'pause requested' | 'paused'
}

/** Longer than any pause of a busy machine. */
const replayLimitMs = 15_000
const pollMs = 1

/** A streaming standby: it replays what its primary writes, some time later, and answers reads. */
export class StandbyFixture extends PostgresFixture {
  /** By which the primary knows it, in `synchronous_standby_names` and `pg_stat_replication`: `standby_1`. */
  readonly name: string
  readonly #judge: pg.Pool
  readonly #primary: pg.Pool
  readonly #attempt: StandbySetting['attempt']

  constructor(setting: StandbySetting) {
    super(setting)
    this.name = setting.name
    this.#judge = setting.server.judge
    this.#primary = setting.primary.judge
    this.#attempt = setting.attempt
  }

  /**
   * Stops replaying. From then on every read here sees the moment of the pause, however long that takes, while what the
   * primary writes still arrives and is stored. Rejects with SERVICE_LOST when the standby does not pause in 15 s.
   * Needs the right to call `pg_wal_replay_pause`, which superusers have.
   * @example
   * await standbys[0].caughtUp()
   * await standbys[0].pauseReplay()
   * await placeOrder(primary.pool())
   */
  async pauseReplay(): Promise<void> {
    await this.#judge.query('SELECT pg_wal_replay_pause()')
    await this.#waitFor(({ pause }) => pause === 'paused', '0/0', 'did not pause')
  }

  /**
   * Pauses, and returns options for pools, on all servers, on which positions in the WAL look as if this standby had been
   * paused at `lsn`. For code that compares positions: as text they are in the right order nearly always, and not where
   * they get a digit longer. Catches up first. Rejects as `pauseReplay()` and `caughtUp()` do.
   * @example
   * const nearTheLongerOnes = await standbys[0].pauseReplayAt('F/FFFFFFF0')
   * const pools = { primary: primary.pool(nearTheLongerOnes), replica: standbys[0].pool(nearTheLongerOnes) }
   */
  async pauseReplayAt(lsn: string): Promise<pg.PoolConfig> {
    await this.#primary.query(createShiftedPositions)
    await this.caughtUp()
    await this.pauseReplay()
    const question = 'SELECT $1::pg_lsn - pg_last_wal_replay_lsn() AS bytes'
    const { rows } = await this.#judge.query<{ bytes: string }>(question, [lsn])
    return shiftedBy(rows[0]?.bytes ?? '0')
  }

  /**
   * Goes on replaying, and resolves when the standby has all that the primary had written when this was called.
   * Rejects as `caughtUp()` does.
   */
  async resumeReplay(): Promise<void> {
    await this.#judge.query('SELECT pg_wal_replay_resume()')
    await this.caughtUp()
  }

  /**
   * Resolves when the standby has replayed all that the primary has written by now. Rejects with SERVICE_LOST when
   * that takes 15 s, and with WRONG_USAGE when replay is paused, as it would wait for ever.
   */
  async caughtUp(): Promise<void> {
    const lsn = await this.#flushPrimary()
    const state = await this.#waitFor(({ has, pause }) => has || pause === 'paused', lsn, 'did not catch up')
    if (state.has) return
    throw new CourseError('WRONG_USAGE', {
      message: `The test waits for ${this.name} to catch up, and its replay is paused.`,
      hint: 'Call `resumeReplay()`, which waits by itself.',
    })
  }

  /** How far replay is behind what the primary has written, in bytes of WAL; 0 when it has all of it. */
  async lagBytes(): Promise<number> {
    const [written] = (await this.#primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')).rows
    const question = 'SELECT greatest(0, $1::pg_lsn - pg_last_wal_replay_lsn())::float8 AS bytes'
    const { rows } = await this.#judge.query<{ bytes: number }>(question, [written?.lsn])
    return rows[0]?.bytes ?? Number.NaN
  }

  /** The position in the WAL up to which it has replayed, such as `0/15B2C40`. Postgres compares these, text does not. */
  async replayedLsn(): Promise<string> {
    const { rows } = await this.#judge.query<{ lsn: string }>('SELECT pg_last_wal_replay_lsn() AS lsn')
    return rows[0]?.lsn ?? ''
  }

  /** Where the primary's WAL ends. Some of it is not on its way yet when nobody committed after it; then somebody does. */
  async #flushPrimary(): Promise<string> {
    const question = 'SELECT lsn, lsn > pg_current_wal_flush_lsn() AS waits FROM pg_current_wal_insert_lsn() AS lsn'
    const { rows } = await this.#primary.query<{ lsn: string; waits: boolean }>(question)
    const commit =
      "BEGIN; SET LOCAL synchronous_commit = local; SELECT pg_logical_emit_message(true, 'kit', ''); COMMIT"
    if (rows[0]?.waits) await this.#primary.query(commit)
    return rows[0]?.lsn ?? '0/0'
  }

  /** Asks the standby until it is as wanted. `has`: it has replayed up to `lsn`. */
  #waitFor(isThere: (state: ReplayState) => boolean, lsn: string, otherwise: string): Promise<ReplayState> {
    const question = 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has, pg_get_wal_replay_pause_state() AS pause'
    const endAt = performance.now() + replayLimitMs
    return this.#attempt(async () => {
      for (;;) {
        const state = (await this.#judge.query<ReplayState & pg.QueryResultRow>(question, [lsn])).rows[0]
        if (state && isThere(state)) return state
        if (performance.now() >= endAt) {
          const message = `${this.name} ${otherwise} within ${replayLimitMs / 1000} s.`
          throw new CourseError('SERVICE_LOST', { message })
        }
        await asKit(() => delay(pollMs))
      }
    })
  }
}
