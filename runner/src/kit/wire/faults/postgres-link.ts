import type pg from 'pg'
import type { Leak } from '../../leaks/leak.ts'
import { PostgresClients } from '../../postgres/postgres-clients.ts'
import type { FaultyLine } from './faulty-line.ts'
import { Link } from './link.ts'

/** A link to the test's Postgres, and clients on it. */
export class PostgresLink extends Link {
  readonly #clients: PostgresClients

  constructor(line: FaultyLine, library: typeof pg) {
    super(line)
    this.#clients = new PostgresClients(library, this.url)
  }

  /**
   * A pool on `url`, ended after the test. A client that is taken and not released fails the test.
   * @example await pay(link.pool(), 'intent-1')
   */
  pool(options: pg.PoolConfig = {}): pg.Pool {
    return this.#clients.pool(options)
  }

  /** A connected client on `url`, ended after the test. */
  client(): Promise<pg.Client> {
    return this.#clients.client()
  }

  protected override findCheckedOut(): Leak[] {
    return this.#clients.findCheckedOut()
  }

  protected override endClients(): Promise<void> {
    return this.#clients.end()
  }
}
