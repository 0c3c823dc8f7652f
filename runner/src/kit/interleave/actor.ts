import type { Redis } from 'ioredis'
import type pg from 'pg'
import { CourseError } from '../../errors.ts'
import type { Clock } from '../clock.ts'
import type { PostgresClients } from '../postgres/postgres-clients.ts'
import { ageKeys } from '../redis/age-keys.ts'
import type { RedisClientOptions, RedisClients } from '../redis/redis-clients.ts'
import type { RedisTime } from '../redis/redis-time.ts'

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
  /**
   * Lets `ms` milliseconds pass at once, on the clock of all actors, for every key in Redis that has a time to live, and
   * for `TIME`: as if everybody had been paused for so long. It is one unit of this actor, so the explorer tries it between any
   * two units of the others. Postgres keeps its own time. Needs the fixture `redis`, and on an external server the
   * right to run scripts.
   * @example
   * actors: { A: ({ redis }) => work(redis.connect()), time: ({ letTimePass }) => letTimePass(30_000) }
   */
  readonly letTimePass: (ms: number) => Promise<void>
}

/** How an actor of one order sees time, and moves it. */
export interface ActorTime {
  readonly clock: Clock
  readonly jump: (ms: number) => void
}

/** What the kit made for one actor in one order. */
export interface ActorClients {
  readonly postgresUrl: string | undefined
  readonly postgres: PostgresClients | undefined
  readonly redisUrl: string | undefined
  readonly redis: RedisClients | undefined
  readonly redisTime: RedisTime | undefined
  readonly http: (url: string) => Promise<string>
}

/** Hands `clients` out; a server that the test did not ask for is refused by name. */
export function createActor(name: string, time: ActorTime, clients: ActorClients): Actor {
  return {
    name,
    clock: time.clock,
    letTimePass: async (ms) => {
      await ageKeys(requested(clients.redis, 'redis').connect(), ms).catch(refuseTime)
      clients.redisTime?.pass(ms)
      time.jump(ms)
    },
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

/** An order in which time stood still would pass for the wrong reason. */
function refuseTime(cause: unknown): never {
  throw new CourseError('ORDER_UNDECIDED', {
    message: `Redis did not let time pass: ${cause instanceof Error ? cause.message : String(cause)}.`,
    hint: 'Run again. On a Redis of your own, its user needs the right to run scripts (EVAL).',
    cause,
  })
}

function requested<T>(value: T | undefined, fixture: string): T {
  if (value !== undefined) return value
  throw new CourseError('FIXTURE_NOT_REQUESTED', {
    message: `An actor uses ${fixture}, but the test does not name the fixture \`${fixture}\`.`,
  })
}
