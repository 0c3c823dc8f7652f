import { CourseError } from '../../errors.ts'
import type { Leak } from '../leaks/leak.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import { serverAddressOf } from '../wire/server-address.ts'
import { SessionStore } from '../wire/session-store.ts'
import type { Traffic } from '../wire/traffic.ts'
import type { Actor, ActorTime } from './actor.ts'
import { Door } from './door.ts'

interface StageServers {
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
}

/** The addresses of all actors. They stay the same from order to order; what the actors hold does not. */
export class Stage implements AsyncDisposable {
  readonly #doors: ReadonlyMap<string, Door>
  readonly #sessions: SessionStore | undefined

  private constructor(doors: ReadonlyMap<string, Door>, sessions: SessionStore | undefined) {
    this.#doors = doors
    this.#sessions = sessions
  }

  static async open(actorNames: readonly string[], servers: StageServers, traffic: Traffic): Promise<Stage> {
    const { postgres, redis } = servers
    const sessions = postgres && new SessionStore(serverAddressOf(postgres.url))
    const doors = new Map<string, Door>()
    for (const actor of actorNames) doors.set(actor, await Door.open({ actor, postgres, redis, traffic, sessions }))
    return new Stage(doors, sessions)
  }

  /** What one actor is given for one order. */
  enter(name: string, time: ActorTime): Actor {
    const door = this.#doors.get(name)
    if (door) return door.enter(time)
    throw new CourseError('INTERNAL', { message: `There is no actor ${name}.` })
  }

  findCheckedOut(): Leak[] {
    return this.#all.flatMap((door) => door.findCheckedOut())
  }

  /** Ends what the kit made for the order that is over. */
  async leave(): Promise<void> {
    await Promise.all(this.#all.map((door) => door.leave()))
  }

  /** Resolves when no backend is busy with an order that is over. */
  async settled(): Promise<void> {
    for (const door of this.#all) await door.settled()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const door of this.#all) await door[Symbol.asyncDispose]()
    await this.#sessions?.[Symbol.asyncDispose]()
  }

  get #all(): readonly Door[] {
    return [...this.#doors.values()]
  }
}
