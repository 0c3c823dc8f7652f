import type { Redis } from 'ioredis'
import { type RedisClientOptions, RedisClients } from '../../redis/redis-clients.ts'
import type { RedisLibrary } from '../../redis/redis-server.ts'
import type { FaultyLine } from './faulty-line.ts'
import { Link } from './link.ts'

/** A link to the test's Redis, and clients on it. */
export class RedisLink extends Link {
  readonly #clients: RedisClients

  constructor(line: FaultyLine, library: RedisLibrary) {
    super(line)
    this.#clients = new RedisClients(library, this.url)
  }

  /**
   * A client on `url`, closed after the test.
   * @example const answer = await getOrLoad({ redis: link.connect(), clock }, 'prices', 60_000, load)
   */
  connect(options: RedisClientOptions = {}): Redis {
    return this.#clients.connect(options)
  }

  protected override async endClients(): Promise<void> {
    this.#clients.end()
  }
}
