import type { Leak } from '../leaks/leak.ts'
import { PostgresClients } from '../postgres/postgres-clients.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import { RedisClients } from '../redis/redis-clients.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import { startHttpProxy } from '../wire/http-proxy.ts'
import { startPostgresProxy } from '../wire/postgres-proxy.ts'
import { startRedisProxy } from '../wire/redis-proxy.ts'
import type { SessionStore } from '../wire/session-store.ts'
import type { Traffic } from '../wire/traffic.ts'
import type { WireProxy } from '../wire/wire-proxy.ts'
import { type Actor, type ActorClients, type ActorTime, createActor } from './actor.ts'

interface DoorOptions {
  readonly actor: string
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  readonly traffic: Traffic
  /** Where backends of Postgres wait for their next client. */
  readonly sessions: SessionStore | undefined
}

/** The addresses of one actor, and what the kit made for it on them. */
export class Door implements AsyncDisposable {
  readonly #options: DoorOptions
  readonly #postgres: WireProxy | undefined
  readonly #redis: WireProxy | undefined
  readonly #http = new Map<string, Promise<WireProxy>>()
  readonly #openHttp = new Set<WireProxy>()
  readonly #clients: ActorClients[] = []
  #isSevered = false

  private constructor(options: DoorOptions, postgres: WireProxy | undefined, redis: WireProxy | undefined) {
    this.#options = options
    this.#postgres = postgres
    this.#redis = redis
  }

  static async open(options: DoorOptions): Promise<Door> {
    const { actor, postgres, redis, traffic, sessions } = options
    return new Door(
      options,
      postgres && (await startPostgresProxy({ url: postgres.url, actor, traffic, ...(sessions ? { sessions } : {}) })),
      redis && (await startRedisProxy({ url: redis.url, time: redis.time, actor, traffic })),
    )
  }

  /** What the actor is given for one order. */
  enter(time: ActorTime): Actor {
    const { actor, postgres, redis } = this.#options
    const clients: ActorClients = {
      postgresUrl: this.#postgres?.url,
      postgres: postgres && this.#postgres && new PostgresClients(postgres.library, this.#postgres.url),
      redisUrl: this.#redis?.url,
      redis: redis && this.#redis && new RedisClients(redis.library, this.#redis.url),
      redisTime: redis?.time,
      http: async (url) => (await this.#httpProxy(url)).url,
    }
    this.#clients.push(clients)
    return createActor(actor, time, clients)
  }

  findCheckedOut(): Leak[] {
    return this.#clients.flatMap((clients) => clients.postgres?.findCheckedOut() ?? [])
  }

  /** Ends what the kit made for the order that is over. */
  async leave(): Promise<void> {
    const leaving = this.#clients.splice(0)
    for (const clients of leaving) clients.redis?.end()
    await Promise.all(leaving.map((clients) => clients.postgres?.end()))
    await Promise.all(this.#http.values())
    this.#http.clear()
    await Promise.all([...this.#openHttp].map(endHttp))
    this.#openHttp.clear()
  }

  /**
   * Cuts the actor off, as the kernel does when its process is killed: the servers see its connections end, nothing that
   * it sends reaches them any more, and it never hears anything again.
   */
  sever(): void {
    this.#isSevered = true
    for (const proxy of [this.#postgres, this.#redis, ...this.#openHttp]) {
      proxy?.darken()
      for (const connection of proxy?.connections ?? []) connection.abandon()
    }
  }

  /** Resolves when no backend is busy with an order that is over. */
  async settled(): Promise<void> {
    await this.#postgres?.settled()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isSevered) await this.leave()
    for (const proxy of [this.#postgres, this.#redis, ...this.#openHttp]) await proxy?.[Symbol.asyncDispose]()
  }

  #httpProxy(url: string): Promise<WireProxy> {
    const proxy = this.#http.get(url) ?? this.#openHttpProxy(url)
    this.#http.set(url, proxy)
    return proxy
  }

  async #openHttpProxy(url: string): Promise<WireProxy> {
    const { actor, traffic } = this.#options
    const proxy = await startHttpProxy({ url, actor, traffic })
    this.#openHttp.add(proxy)
    if (this.#isSevered) proxy.darken()
    return proxy
  }
}

/** Clients of HTTP keep connections for later; those are ended. Whoever waits for an answer is left waiting. */
async function endHttp(proxy: WireProxy): Promise<void> {
  for (const connection of proxy.connections) {
    if (connection.currentUnit) connection.abandon()
    else connection.cut('ends')
  }
  await proxy[Symbol.asyncDispose]()
}
