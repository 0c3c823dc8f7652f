import type pg from 'pg'
import type { EditedFile } from '../edited-file.ts'
import { LearnerSql } from '../sql/learner-sql.ts'
import type { RecordedStatement } from '../wire/recording.ts'
import { explainStatement, type StatementSettings } from './explain-statement.ts'
import { type BlockedSession, findBlocked, findBlockers } from './find-blocked.ts'
import type { Plan } from './plan.ts'
import type { PostgresClients } from './postgres-clients.ts'
import type { PostgresServer } from './postgres-server.ts'
import { Session } from './session.ts'

/** What a fixture is made of. */
export interface PostgresSetting {
  readonly url: string
  readonly version: string
  readonly server: PostgresServer
  readonly clients: PostgresClients
}

/** A fresh, empty database on a real Postgres, for one test. */
export class PostgresFixture {
  /**
   * Leads to the database through a proxy that records every statement. For the learner's code.
   * Whatever is opened with it and still open after the test fails the test.
   */
  readonly url: string
  /** As the server says: `18.4`. */
  readonly version: string
  readonly #server: PostgresServer
  readonly #clients: PostgresClients
  readonly #sessions: pg.PoolClient[] = []

  constructor({ url, version, server, clients }: PostgresSetting) {
    this.url = url
    this.version = version
    this.#server = server
    this.#clients = clients
  }

  /**
   * A pool on `url`, ended after the test. A client that is taken and not released fails the test.
   * @example await credit(postgres.pool(), 'alice', 50)
   */
  pool(options: pg.PoolConfig = {}): pg.Pool {
    return this.#clients.pool(options)
  }

  /** A connected client on `url`, ended after the test. */
  client(): Promise<pg.Client> {
    return this.#clients.client()
  }

  /**
   * Runs a statement on the judge's own connection, which is neither recorded nor explored.
   * Rejects with Postgres's error.
   * @example const [account] = await postgres.query<{ balance: number }>('SELECT balance FROM accounts WHERE id = $1', [1])
   */
  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const result = await this.#server.judge
      .query<Row & pg.QueryResultRow>(text, values.length > 0 ? [...values] : undefined)
      .catch((error: pg.DatabaseError) => {
        this.#server.recording.noteError({ code: error.code ?? '', message: error.message })
        throw error
      })
    return result.rows
  }

  /** A connection of the judge, stepped by hand. Its name is what others wait for. Ended after the test. */
  async session(name: string): Promise<Session> {
    const { judge } = this.#server
    const client = await judge.connect()
    client.on('error', () => {})
    this.#sessions.push(client)
    await client.query("SELECT set_config('application_name', $1, false)", [name])
    return new Session({ name, client, findBlockers: (pid) => findBlockers(judge, pid) })
  }

  /** What went to Postgres by `url`, or by an actor's address, since the test began or `forgetStatements()`. */
  statements(): readonly RecordedStatement[] {
    return this.#server.recording.statements
  }

  forgetStatements(): void {
    this.#server.recording.forgetStatements()
  }

  /**
   * Runs the statement and returns how Postgres carried it out. What it changes is rolled back. `settings` hold for
   * this statement alone.
   * @example
   * const { nodes } = await postgres.explain('SELECT * FROM orders WHERE tenant = $1', [7])
   * const forced = await postgres.explain('SELECT * FROM orders', [], { enable_seqscan: 'off' })
   */
  explain(text: string, values: readonly unknown[] = [], settings: StatementSettings = {}): Promise<Plan> {
    return explainStatement(this.#server.judge, text, values, settings)
  }

  /**
   * The learner's SQL, block by block, on `url`; its sessions are in UTC.
   *
   * @throws RefusedFile when the file can't be taken apart
   * @example
   * const page = postgres.learnerSql(learnerFile('read-the-plan.sql'))
   * await page.run('migration')
   * const rows = await page.query('find_customer', ['ann@mail.example'])
   */
  learnerSql(file: EditedFile): LearnerSql {
    return new LearnerSql(file, { clients: this.#clients, judge: this.#server.judge })
  }

  /** Who waits for a lock now, and for whom: names of sessions, or what connections call themselves. */
  blocked(): Promise<BlockedSession[]> {
    return findBlocked(this.#server.judge)
  }

  /** Ends the hand-stepped sessions, whatever they are in the middle of. */
  endSessions(): void {
    for (const client of this.#sessions.splice(0)) client.release(true)
  }
}
