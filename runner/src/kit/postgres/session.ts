import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { asKit } from '../origin/async-watch.ts'

/** How far a hand-stepped statement has come. */
export type SessionStep<Row> =
  | { readonly state: 'done'; readonly rows: readonly Row[] }
  /** `by` names the sessions that hold it up, as far as they have names. */
  | { readonly state: 'blocked'; readonly by: readonly string[] }

interface SessionSetting {
  readonly name: string
  readonly client: pg.PoolClient
  /** Names of those who hold this process up; empty when nobody does. */
  readonly findBlockers: (pid: number) => Promise<readonly string[]>
}

const pollMs = 2

/** A connection of the judge that a test steps by hand, one statement after another. */
export class Session {
  readonly name: string
  readonly #client: pg.PoolClient
  readonly #findBlockers: SessionSetting['findBlockers']
  #pid: number | undefined
  #running: Promise<readonly unknown[]> | undefined

  constructor({ name, client, findBlockers }: SessionSetting) {
    this.name = name
    this.#client = client
    this.#findBlockers = findBlockers
  }

  /**
   * Runs one statement until it is done, or held up by another session. Rejects with Postgres's error.
   * @example
   * const holder = await postgres.session('a long report')
   * await holder.run('BEGIN')
   * await holder.run('SELECT * FROM accounts WHERE id = $1 FOR UPDATE', [1])
   */
  async run<Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<SessionStep<Row>> {
    this.#pid ??= await this.#askPid()
    const result = this.#client.query(text, [...values])
    this.#running = result.then(({ rows }) => rows)
    this.#running.catch(() => {})
    return this.#step<Row>()
  }

  /** Waits until a statement that was blocked is done, and returns its rows. */
  async settle<Row = Record<string, unknown>>(): Promise<readonly Row[]> {
    return ((await this.#running) ?? []) as readonly Row[]
  }

  async #askPid(): Promise<number> {
    const { rows } = await this.#client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    return rows[0]?.pid ?? 0
  }

  async #step<Row>(): Promise<SessionStep<Row>> {
    const done = this.#running?.then((rows): SessionStep<Row> => ({ state: 'done', rows: rows as readonly Row[] }))
    for (;;) {
      const step = await Promise.race([done, asKit(() => delay(pollMs, undefined))])
      if (step) return step
      const by = await this.#findBlockers(this.#pid ?? 0)
      if (by.length > 0) return { state: 'blocked', by }
    }
  }
}
