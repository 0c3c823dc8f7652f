import { setTimeout as delay } from 'node:timers/promises'
import { CourseError } from '../../errors.ts'
import { findOpenConnections, findOpenTransactions } from '../leaks/find-leaks.ts'
import type { Leak } from '../leaks/leak.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { Actor } from './actor.ts'
import type { Board } from './board.ts'
import { ExplorerTraffic } from './explorer-traffic.ts'
import { Order, type PlayedOrder } from './order.ts'
import type { Schedule } from './schedule.ts'
import { createWaitWatch } from './server-wait-watch.ts'
import { Stage } from './stage.ts'
import type { WaitWatch } from './wait-watch.ts'

export interface TheatreOptions {
  readonly actors: Readonly<Record<string, (actor: Actor) => Promise<unknown>>>
  readonly before: () => Promise<void>
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  readonly patienceMs: number
  readonly stuckMs: number
}

export interface StagedOrder extends PlayedOrder {
  /** What the actors opened and did not give back. */
  readonly leaks: readonly Leak[]
}

/** How often to look whether connections that code closes in the background are closed; rounds, as a busy machine has little time in much. */
const closingRounds = 60
const closingRoundMs = 5
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
    await this.#prepare()
    const order = new Order({
      actorNames: Object.keys(this.#options.actors),
      call: async ({ name }, clock) => this.#options.actors[name]?.(this.#stage.enter(name, clock)),
      waitWatch: this.#waitWatch,
      patienceMs: this.#options.patienceMs,
      stuckMs: this.#options.stuckMs,
    })
    this.#traffic.board = order.board
    try {
      const played = await order.play(prefix)
      const leaks = played.stuck ? [] : await this.#clear(order.board)
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

  async #prepare(): Promise<void> {
    // A script that an earlier order loaded would make this order shorter than that one was.
    await this.#options.redis?.judge.script('FLUSH')
    await this.#options.before()
    this.#options.postgres?.recording.forgetStatements()
    this.#options.redis?.recording.forgetCommands()
  }

  /** Ends what the kit made, and finds what the actors left. */
  async #clear(board: Board): Promise<Leak[]> {
    const connections = board.lanes.map((lane) => lane.connection)
    const held = [...findOpenTransactions(connections), ...this.#stage.findCheckedOut()]
    await this.#stage.leave()
    const rounds = held.length > 0 ? 0 : closingRounds
    for (let round = 0; round < rounds && board.lanes.length > 0; round += 1) await board.changed(closingRoundMs)
    const left = findOpenConnections(board.lanes.map((lane) => lane.connection))
    for (const lane of board.lanes) lane.connection.abandon()
    await this.#stage.settled()
    return held.length > 0 ? held : left
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
  const { rows } = await postgres.judge.query<{ name: string }>('SELECT quote_ident(current_database()) AS name')
  const name = rows[0]?.name
  if (name === undefined)
    throw new CourseError('INTERNAL', { message: 'Postgres does not tell the name of the database.' })
  await postgres.judge.query(`ALTER DATABASE ${name} SET deadlock_timeout = '1ms'`)
}
