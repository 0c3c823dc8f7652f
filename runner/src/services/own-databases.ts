import { randomBytes } from 'node:crypto'
import type { QueryResult } from 'pg'
import { homeId } from './data-folder.ts'

/** Asks a Postgres, as whoever may drop what the keeper made. */
export type AskPostgres = (text: string, values?: unknown[]) => Promise<QueryResult>

/** How the names of the databases begin which this data folder's keeper makes, on whatever server. */
function ownDatabasePrefix(): string {
  return `kata_${homeId().slice(0, 8)}_`
}

/** A name for one more of them. */
export function makeDatabaseName(): string {
  return `${ownDatabasePrefix()}${randomBytes(5).toString('hex')}`
}

export async function dropDatabase(ask: AskPostgres, database: string): Promise<void> {
  await ask(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`).catch(() => undefined)
}

/** Drops the databases that this data folder's keeper made, and no other, except those which are kept. */
export async function dropOwnDatabases(ask: AskPostgres, kept: readonly string[] = []): Promise<void> {
  const { rows } = await ask('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [ownDatabasePrefix()])
  const names = (rows as { datname: string }[]).map(({ datname }) => datname)
  for (const name of names.filter((name) => !kept.includes(name))) await dropDatabase(ask, name)
}
