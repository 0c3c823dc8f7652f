import type { Clock } from '../../clock.ts'
import type { Board } from '../../interleave/board.ts'
import type { Leak } from '../../leaks/leak.ts'
import type { PostgresServer } from '../../postgres/postgres-server.ts'
import type { RedisServer } from '../../redis/redis-server.ts'
import { startHttpProxy } from '../http-proxy.ts'
import { startPostgresProxy } from '../postgres-proxy.ts'
import { startRedisProxy } from '../redis-proxy.ts'
import type { ProxyOptions, WireProxy } from '../wire-proxy.ts'
import { openFaultyLine } from './faulty-line.ts'
import { Link } from './link.ts'
import { PostgresLink } from './postgres-link.ts'
import { RedisLink } from './redis-link.ts'

interface WireSetting {
  /** Leases the server unless the test has it. */
  readonly postgres: () => Promise<PostgresServer>
  readonly redis: () => Promise<RedisServer>
  /** Where the test's own connections stand. */
  readonly board: Board
  readonly clock: Clock
}

/** Links of one test. Each has an address of its own, so that what one caller suffers another does not. */
export class Wire {
  readonly #setting: WireSetting
  readonly #links: Link[] = []

  constructor(setting: WireSetting) {
    this.#setting = setting
  }

  /** A link to the test's Postgres. */
  async postgres(): Promise<PostgresLink> {
    const { board, clock } = this.#setting
    const { url, library, recording: record } = await this.#setting.postgres()
    const line = await openFaultyLine({ serverName: 'Postgres', url, start: startPostgresProxy, record, board, clock })
    return this.#keep(new PostgresLink(line, library))
  }

  /** A link to the test's Redis. */
  async redis(): Promise<RedisLink> {
    const { board, clock } = this.#setting
    const { url, library, time, recording: record } = await this.#setting.redis()
    const start = (options: ProxyOptions): Promise<WireProxy> => startRedisProxy({ ...options, time })
    const line = await openFaultyLine({ serverName: 'Redis', url, start, record, board, clock })
    return this.#keep(new RedisLink(line, library))
  }

  /**
   * A link to a server that speaks HTTP/1.1 without TLS. Its path stays part of the link's `url`.
   * @example
   * const provider = await wire.http(server.url)
   * provider.dropReply('POST /charges', { connection: 'silent' })
   */
  async http(url: string): Promise<Link> {
    const { board, clock } = this.#setting
    const line = await openFaultyLine({ serverName: url, url, start: startHttpProxy, board, clock })
    return this.#keep(new Link(line))
  }

  /** @internal Faults that never met their message, each as the end of a sentence. */
  findUnmet(): string[] {
    return this.#links.flatMap((link) => link.findUnmet())
  }

  /** @internal Ends every link, and returns what was opened by them and not given back. */
  async close(): Promise<Leak[]> {
    const leaks = await Promise.all(this.#links.map((link) => link.close()))
    return leaks.flat()
  }

  #keep<T extends Link>(link: T): T {
    this.#links.push(link)
    return link
  }
}
