import type pg from 'pg'
import { type Plan, type PlanNode, readPlan } from './plan.ts'

/** What is sent before the statement. */
export const explainPrefix = 'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) '

/** Settings of the server for one statement, by name: `{ enable_seqscan: 'off' }`. */
export type StatementSettings = Readonly<Record<string, string>>

/** Runs a statement and returns how Postgres carried it out. What it changes is rolled back. */
export async function explainStatement(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[],
  settings: StatementSettings = {},
): Promise<Plan> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    for (const [name, value] of Object.entries(settings)) {
      await client.query('SELECT set_config($1, $2, true)', [name, value])
    }
    const explained = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: PlanNode }[] }>(
      `${explainPrefix}${text}`,
      [...values],
    )
    const root = explained.rows[0]?.['QUERY PLAN'][0]?.Plan
    return readPlan(root ?? { 'Node Type': 'none' })
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}
