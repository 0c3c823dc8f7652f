import type { Leak } from '../leaks/leak.ts'
import { PostgresClients } from '../postgres/postgres-clients.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import { RedisClients } from '../redis/redis-clients.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import { startPostgresProxy } from '../wire/postgres-proxy.ts'
import { startRedisProxy } from '../wire/redis-proxy.ts'
import type { Traffic } from '../wire/traffic.ts'

import type { WireProxy } from '../wire/wire-proxy.ts'
import { type Actor, type ActorClients, type ActorTime, createActor } from './actor.ts'

interface StageServers {
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
}

interface Door {
  readonly postgres: WireProxy | undefined
  readonly redis: WireProxy | undefined
}

/** The addresses of all actors. They stay the same from order to order; what the actors hold does not. */
export class Stage implements AsyncDisposable {
  readonly #servers: StageServers
  readonly #doors: ReadonlyMap<string, Door>
  #clients: ActorClients[] = []

  private constructor(servers: StageServers, doors: ReadonlyMap<string, Door>) {
    this.#servers = servers
    this.#doors = doors
  }

  static async open(actorNames: readonly string[], servers: StageServers, traffic: Traffic): Promise<Stage> {
    const doors = new Map<string, Door>()
    for (const actor of actorNames) {
      const { postgres, redis } = servers
      doors.set(actor, {
        postgres:
          postgres && (await startPostgresProxy({ url: postgres.url, actor, traffic, isKeepingSessions: true })),
        redis: redis && (await startRedisProxy({ url: redis.url, actor, traffic })),
      })
    }
    return new Stage(servers, doors)
  }

  /** What one actor is given for one order. */
  enter(name: string, time: ActorTime): Actor {
    const { postgres, redis } = this.#servers
    const door = this.#doors.get(name)
    const clients: ActorClients = {
      postgresUrl: door?.postgres?.url,
      postgres: postgres && door?.postgres && new PostgresClients(postgres.library, door.postgres.url),
      redisUrl: door?.redis?.url,
      redis: redis && door?.redis && new RedisClients(redis.library, door.redis.url),
    }
    this.#clients.push(clients)
    return createActor(name, time, clients)
  }

  findCheckedOut(): Leak[] {
    return this.#clients.flatMap((clients) => clients.postgres?.findCheckedOut() ?? [])
  }

  /** Ends what the kit made for the order that is over. */
  async leave(): Promise<void> {
    const leaving = this.#clients
    this.#clients = []
    for (const clients of leaving) clients.redis?.end()
    await Promise.all(leaving.map((clients) => clients.postgres?.end()))
  }

  /** Resolves when no backend is busy with an order that is over. */
  async settled(): Promise<void> {
    for (const door of this.#doors.values()) await door.postgres?.settled()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leave()
    for (const door of this.#doors.values()) {
      await door.postgres?.[Symbol.asyncDispose]()
      await door.redis?.[Symbol.asyncDispose]()
    }
  }
}
