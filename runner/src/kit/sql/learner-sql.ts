import type pg from 'pg'
import type { EditedFile } from '../edited-file.ts'
import { explainPrefix, explainStatement } from '../postgres/explain-statement.ts'
import type { Plan } from '../postgres/plan.ts'
import type { PostgresClients } from '../postgres/postgres-clients.ts'
import { awaitIndexes } from './await-indexes.ts'
import { blamePlace } from './blame-place.ts'
import { parseSqlBlocks, type SqlBlock } from './parse-sql-blocks.ts'
import type { SqlStatement } from './split-statements.ts'

/** On every server the same, whatever the machine's own time zone. */
const connection: pg.PoolConfig = { options: '-c TimeZone=UTC', max: 1 }

/**
 * The learner's SQL, run block by block over connections of its own in UTC. A block begins with a line `-- name: …`.
 * What Postgres can't make sense of is thrown as a file that was not accepted, with the line in question.
 */
export class LearnerSql {
  readonly #file: EditedFile
  readonly #blocks: readonly SqlBlock[]
  readonly #clients: PostgresClients
  readonly #judge: pg.Pool
  #pool: pg.Pool | undefined

  constructor(file: EditedFile, { clients, judge }: { readonly clients: PostgresClients; readonly judge: pg.Pool }) {
    this.#file = file
    this.#blocks = parseSqlBlocks(file)
    this.#clients = clients
    this.#judge = judge
  }

  /**
   * Runs the statements of a block one after another on a connection that ends with the block: what they set for
   * their session is gone afterwards. Each is a transaction, so `CREATE INDEX CONCURRENTLY` works. What was indexed can
   * be used when it resolves.
   *
   * @throws RefusedFile, FailedFile
   * @example await page.run('migration')
   */
  async run(block: string): Promise<void> {
    const client = await this.#clients.client(connection)
    try {
      for (const statement of this.#find(block).statements) {
        await this.#told(statement, 0, () => client.query(statement.text))
      }
    } finally {
      await client.end()
    }
    await awaitIndexes(this.#judge)
  }

  /**
   * Runs the one statement of a block.
   *
   * @throws RefusedFile, FailedFile
   * @example const rows = await page.query<{ id: string }>('find_customer', ['ann@mail.example'])
   */
  async query<Row extends object = Record<string, unknown>>(
    block: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const statement = this.#findOne(block)
    const { rows } = await this.#told(statement, 0, () =>
      this.#connected().query<Row & pg.QueryResultRow>(statement.text, [...values]),
    )
    return rows
  }

  /**
   * Runs the one statement of a block and returns how Postgres carried it out. What it changes is rolled back.
   *
   * @throws RefusedFile, FailedFile
   * @example const { rowsRead, buffers } = await page.explain('find_customer', ['ann@mail.example'])
   */
  async explain(block: string, values: readonly unknown[] = []): Promise<Plan> {
    const statement = this.#findOne(block)
    return this.#told(statement, explainPrefix.length, () =>
      explainStatement(this.#connected(), statement.text, values),
    )
  }

  #connected(): pg.Pool {
    this.#pool ??= this.#clients.pool(connection)
    return this.#pool
  }

  #find(name: string): SqlBlock {
    const block = this.#blocks.find((candidate) => candidate.name === name)
    if (block) return block
    const others = this.#blocks.map((candidate) => candidate.name).join(', ') || 'none'
    const message = `There is no block \`-- name: ${name}\`, which the test runs. Blocks of this file: ${others}.`
    throw this.#file.refused(message, { line: 1, column: 1 })
  }

  #findOne(name: string): SqlStatement {
    const { statements, offset } = this.#find(name)
    const [statement, second] = statements
    if (statement && !second) return statement
    const message = `The block ${name} holds ${statements.length} statements. A query is one.`
    throw this.#file.refused(message, this.#file.positionAt(second?.offset ?? offset))
  }

  async #told<T>(statement: SqlStatement, prefixLength: number, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw blamePlace(error, this.#file, { ...statement, prefixLength })
    }
  }
}
