import { setTimeout as delay } from 'node:timers/promises'
import { CourseError } from '../../errors.ts'
import type { Leak } from '../leaks/leak.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { Pace } from '../replay/pace.ts'
import type { Actor } from './actor.ts'
import type { Board } from './board.ts'
import { clearBoard } from './clear-board.ts'
import { ExplorerTraffic } from './explorer-traffic.ts'
import { Order, type PlayedOrder } from './order.ts'
import type { OtherTraffic } from './other-traffic.ts'
import { prepareServers } from './prepare-servers.ts'
import type { Schedule } from './schedule.ts'
import { createWaitWatch } from './server-wait-watch.ts'
import { Stage } from './stage.ts'
import type { WaitWatch } from './wait-watch.ts'

export interface TheatreOptions {
  readonly actors: Readonly<Record<string, (actor: Actor) => Promise<unknown>>>
  readonly before: () => Promise<void>
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  readonly others: OtherTraffic | undefined
  readonly patienceMs: number
  readonly stuckMs: number
  readonly pace?: Pace | undefined
}

export interface StagedOrder extends PlayedOrder {
  /** What the actors opened and did not give back. */
  readonly leaks: readonly Leak[]
}

/** How long pools may take to end whose clients were in the middle of something. */
const endingMs = 200

/** Plays one order after another on the same servers, each from a clean beginning. */
export class Theatre implements AsyncDisposable {
  readonly #options: TheatreOptions
  readonly #stage: Stage
  readonly #traffic: ExplorerTraffic
  readonly #waitWatch: WaitWatch

  private constructor(options: TheatreOptions, stage: Stage, traffic: ExplorerTraffic) {
    this.#options = options
    this.#stage = stage
    this.#traffic = traffic
    this.#waitWatch = createWaitWatch(options.postgres ? [{ server: options.postgres }] : [], options.redis)
  }

  static async open(options: TheatreOptions): Promise<Theatre> {
    const traffic = new ExplorerTraffic({ postgres: options.postgres?.recording, redis: options.redis?.recording })
    const stage = await Stage.open(Object.keys(options.actors), options, traffic)
    await hastenDeadlockChecks(options.postgres)
    return new Theatre(options, stage, traffic)
  }

  async play(prefix: Schedule): Promise<StagedOrder> {
    await prepareServers(this.#options, this.#options.before)
    const order = new Order({
      actorNames: Object.keys(this.#options.actors),
      call: async ({ name }, time) => this.#options.actors[name]?.(this.#stage.enter(name, time)),
      waitWatch: this.#waitWatch,
      others: this.#options.others,
      patienceMs: this.#options.patienceMs,
      stuckMs: this.#options.stuckMs,
      pace: this.#options.pace,
    })
    this.#traffic.board = order.board
    try {
      const played = await order.play(prefix)
      const leaks = played.stuck ? [] : await clearBoard(order.board, this.#stage)
      if (played.stuck) await this.#cut(order.board)
      return { ...played, leaks }
    } catch (error) {
      await this.#cut(order.board)
      throw error
    } finally {
      this.#traffic.board = undefined
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stage[Symbol.asyncDispose]()
  }

  /**
   * Ends an order that can't end by itself. Its calls are left waiting for answers that never come, so that none of
   * them reaches into the next order, and no client has an error to complain about.
   */
  async #cut(board: Board): Promise<void> {
    const busy = board.lanes.filter((lane) => lane.connection.isInFlight).map((lane) => lane.connection.backendPid)
    for (const lane of board.lanes) lane.connection.abandon()
    const query = 'SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid'
    await this.#options.postgres?.judge.query(query, [busy.filter((pid) => pid !== undefined)])
    await Promise.race([this.#stage.leave(), delay(endingMs)])
    await this.#stage.settled()
  }
}

/**
 * Postgres looks for a deadlock once, a while after a wait began: by default a second. With a millisecond it is
 * always the wait which closes a circle that is refused, in each repetition of an order.
 */
async function hastenDeadlockChecks(postgres: PostgresServer | undefined): Promise<void> {
  if (!postgres) return
  postgres.requireRight('deadlock-timeout', '`interleave`')
  const { rows } = await postgres.judge.query<{ name: string }>('SELECT quote_ident(current_database()) AS name')
  const name = rows[0]?.name
  if (name === undefined)
    throw new CourseError('INTERNAL', { message: 'Postgres does not tell the name of the database.' })
  await postgres.judge.query(`ALTER DATABASE ${name} SET deadlock_timeout = '1ms'`)
}
