import type { Redis } from 'ioredis'
import type { RedisLease } from '../../services/lease.ts'
import { requireRight } from '../../services/require-right.ts'
import type { RecordedCommand } from '../wire/recording.ts'
import { ageKeys } from './age-keys.ts'
import type { RedisClientOptions, RedisClients } from './redis-clients.ts'
import type { RedisServer } from './redis-server.ts'

interface RedisSetting {
  readonly url: string
  readonly server: RedisServer
  readonly clients: RedisClients
  readonly lease: RedisLease
  /** Told before the test itself ends the server, so that a lost server is not taken for an accident. */
  readonly onKill: () => void
}

/** A Redis process of its own, empty, for one test. */
export class RedisFixture {
  /**
   * Leads to the server through a proxy that records every command. For the learner's code.
   * Whatever is opened with it and still open after the test fails the test.
   */
  readonly url: string
  /** As the server says: `7.0.15`. */
  readonly version: string
  /** The judge's own connection: neither recorded nor explored. */
  readonly client: Redis
  readonly #setting: RedisSetting

  constructor(setting: RedisSetting) {
    this.url = setting.url
    this.version = setting.lease.version
    this.client = setting.server.judge
    this.#setting = setting
  }

  /**
   * A client on `url`, closed after the test.
   * @example const answer = await getOrLoad({ redis: redis.connect(), clock }, 'prices', 60_000, load)
   */
  connect(options: RedisClientOptions = {}): Redis {
    return this.#setting.clients.connect(options)
  }

  /** What went to Redis by `url`, or by an actor's address, since the test began or `forgetCommands()`. Handshakes and PING are left out. */
  commands(): readonly RecordedCommand[] {
    return this.#setting.server.recording.commands
  }

  forgetCommands(): void {
    this.#setting.server.recording.forgetCommands()
  }

  /** Lets the key expire now, as its time to live would. Nothing happens when it does not exist. */
  async expireNow(key: string): Promise<void> {
    await this.client.pexpire(key, 0)
  }

  /**
   * Lets `ms` milliseconds pass for every key that has a time to live, and for `TIME` as it is asked by way of `url`, by
   * a command or in a script. The server's clock is the machine's, so this is how its time goes on together with the
   * test's. In an explored order use `letTimePass` of an actor.
   * @example
   * await redis.age(1_000)
   * await clock.advance(1_000)
   */
  async age(ms: number): Promise<void> {
    await ageKeys(this.client, ms)
    this.#setting.server.time.pass(ms)
  }

  /** Removes every key, as a full cache may. */
  async evictAll(): Promise<void> {
    await this.client.flushall()
  }

  /**
   * Ends the server at once (SIGKILL). Clients see their connections close, and new ones are refused until `restart()`.
   * Needs a server that may be killed: throws EXTERNAL_RIGHT_MISSING on one that the user runs.
   */
  async kill(): Promise<void> {
    requireRight(this.#setting.lease, 'kill', '`redis.kill()`')
    this.#setting.onKill()
    await this.#setting.lease.kill()
    this.#setting.server.time.forgetScripts()
  }

  /** Starts the server again, empty, at the same address. Needs what `kill()` needs. */
  async restart(): Promise<void> {
    requireRight(this.#setting.lease, 'kill', '`redis.restart()`')
    await this.#setting.lease.restart()
  }
}
