import type { PostgresServer } from './postgres/postgres-server.ts'

export interface HoldRowOptions<T> {
  /** Locks what is to be held: `SELECT * FROM jobs WHERE id = $1 FOR UPDATE`. */
  readonly sql: string
  readonly values?: readonly unknown[]
  /** The calls that are to meet the lock. */
  readonly while: () => Promise<T>
}

/**
 * A third session holds a row lock until every call is blocked or done, and then lets go. So calls meet inside one
 * statement, which no order of whole statements shows. Rejects as the calls do.
 *
 * @example
 * const claimed = await holdRow({
 *   sql: 'SELECT * FROM jobs WHERE id = 1 FOR UPDATE',
 *   while: () => Promise.all([claim(postgres.pool()), claim(postgres.pool())]),
 * })
 */
export async function holdRow<T>(
  options: HoldRowOptions<T>,
  server: PostgresServer,
  settled: () => Promise<void>,
): Promise<T> {
  const holder = await server.judge.connect()
  try {
    await holder.query("BEGIN; SET LOCAL application_name = 'the holder'")
    await holder.query(options.sql, [...(options.values ?? [])])
    const calls = options.while()
    // The caller sees a rejection when it awaits the calls below; until then it is nobody's.
    calls.catch(() => {})
    await settled()
    await holder.query('ROLLBACK')
    return await calls
  } finally {
    holder.release(true)
  }
}
