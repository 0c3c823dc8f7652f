import type pg from 'pg'
import type { Leak } from '../leaks/leak.ts'
import { createTrackedPool, type TrackedPool } from './tracked-pool.ts'

/** Pools and clients that the kit made for somebody, and ends when that is over. */
export class PostgresClients {
  readonly #library: typeof pg
  readonly #url: string
  readonly #pools: TrackedPool[] = []
  readonly #clients: pg.Client[] = []

  constructor(library: typeof pg, url: string) {
    this.#library = library
    this.#url = url
  }

  pool(options: pg.PoolConfig = {}): pg.Pool {
    const pool = createTrackedPool(this.#library, { connectionString: this.#url, ...options })
    this.#pools.push(pool)
    return pool
  }

  async client(options: pg.ClientConfig = {}): Promise<pg.Client> {
    const client = new this.#library.Client({ connectionString: this.#url, ...options })
    client.on('error', () => {})
    this.#clients.push(client)
    await client.connect()
    return client
  }

  findCheckedOut(): Leak[] {
    return this.#pools.flatMap((pool) => pool.findCheckedOut())
  }

  /** Ends everything. A pool whose clients were not all released can not end and is left to its connections. */
  async end(): Promise<void> {
    const endings: Promise<void>[] = []
    for (const pool of this.#pools.splice(0)) {
      const ending = pool.ending ? Promise.resolve() : pool.end()
      if (pool.findCheckedOut().length === 0) endings.push(ending)
    }
    for (const client of this.#clients.splice(0)) endings.push(client.end().catch(() => {}))
    await Promise.all(endings)
  }
}
