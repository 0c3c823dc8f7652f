import type { Redis } from 'ioredis'
import type pg from 'pg'
import { CourseError } from '../../errors.ts'
import type { Clock } from '../clock.ts'
import type { PostgresClients } from '../postgres/postgres-clients.ts'
import type { RedisClientOptions, RedisClients } from '../redis/redis-clients.ts'

/** What one call of the learner's function is given, so that the explorer sees it and nobody else's. */
export interface Actor {
  readonly name: string
  readonly postgres: {
    /** Leads to the test's database. Any client may be used; every connection made by it is this actor's. */
    readonly url: string
    /** A pool on `url`, ended when the order is over. */
    pool(options?: pg.PoolConfig): pg.Pool
    /** A connected client on `url`, ended when the order is over. */
    client(): Promise<pg.Client>
  }
  readonly redis: {
    /** Leads to the test's Redis. */
    readonly url: string
    /** A client on `url`, closed when the order is over. */
    connect(options?: RedisClientOptions): Redis
  }
  /**
   * An address that leads to an HTTP server of the test, so that requests by it are this actor's. The path stays. Ends
   * with the order.
   * @example pay({ provider: await actor.http(provider.url), pool: actor.postgres.pool() })
   */
  http(url: string): Promise<string>
  /** Stands still while anybody can go on, then moves to the next sleeper. */
  readonly clock: Clock
}

/** What the kit made for one actor in one order. */
export interface ActorClients {
  readonly postgresUrl: string | undefined
  readonly postgres: PostgresClients | undefined
  readonly redisUrl: string | undefined
  readonly redis: RedisClients | undefined
  readonly http: (url: string) => Promise<string>
}

/** Hands `clients` out; a server that the test did not ask for is refused by name. */
export function createActor(name: string, clock: Clock, clients: ActorClients): Actor {
  return {
    name,
    clock,
    http: clients.http,
    postgres: {
      get url() {
        return requested(clients.postgresUrl, 'postgres')
      },
      pool: (options) => requested(clients.postgres, 'postgres').pool(options),
      client: async () => requested(clients.postgres, 'postgres').client(),
    },
    redis: {
      get url() {
        return requested(clients.redisUrl, 'redis')
      },
      connect: (options) => requested(clients.redis, 'redis').connect(options),
    },
  }
}

function requested<T>(value: T | undefined, fixture: string): T {
  if (value !== undefined) return value
  throw new CourseError('FIXTURE_NOT_REQUESTED', {
    message: `An actor uses ${fixture}, but the test does not name the fixture \`${fixture}\`.`,
  })
}
