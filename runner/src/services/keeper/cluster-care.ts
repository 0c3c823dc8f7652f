import type pg from 'pg'
import { CourseError } from '../../errors.ts'
import { dropOwnDatabases, makeDatabaseName } from '../own-databases.ts'
import { pollUntil } from '../poll-until.ts'
import type { ClusterSession } from './cluster-session.ts'

const catchUpLimitMs = 10_000

/** Makes an empty database, and waits until every standby has it. */
export async function makeDatabase(session: ClusterSession): Promise<string> {
  const database = makeDatabaseName()
  await session.primary.query(`CREATE DATABASE ${database}`)
  await waitForStandbys(session)
  return database
}

export async function dropDatabase({ primary }: ClusterSession, database: string): Promise<void> {
  await primary.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
}

/** Drops what leases made, but not what is listed. */
export async function dropDatabasesExcept(session: ClusterSession, kept: readonly string[]): Promise<void> {
  await dropOwnDatabases((text, values) => session.primary.query(text, values), kept)
}

/** Throws unless the primary still leads, every standby still follows it, and `database` is on all of them. */
export async function prove(session: ClusterSession, database: string): Promise<void> {
  const query = 'SELECT 1 FROM pg_database WHERE datname = $1'
  const found = await Promise.all(serversOf(session).map((client) => client.query(query, [database])))
  if (!(await hasItsRoles(session))) throw broken('a standby was promoted')
  if (found.some(({ rowCount }) => rowCount !== 1)) throw broken('the database made for the next run is gone')
}

/**
 * Takes back what a run may have set for whole servers: paused replay, settings, replication slots. Throws when a
 * server can't be brought back, because it was stopped or promoted.
 */
export async function mend(session: ClusterSession): Promise<void> {
  if (!(await hasItsRoles(session))) throw broken('a standby was promoted')
  for (const standby of session.standbys) await standby.query('SELECT pg_wal_replay_resume()')
  for (const client of serversOf(session)) {
    await client.query('ALTER SYSTEM RESET ALL')
    await client.query('SELECT pg_reload_conf()')
    await client.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active')
  }
  await waitForStandbys(session)
}

/** Resolves when every standby has replayed what the primary has written by now. */
async function waitForStandbys({ primary, standbys }: ClusterSession): Promise<void> {
  const { rows } = await primary.query<{ lsn: string }>('SELECT pg_current_wal_flush_lsn() AS lsn')
  const query = 'SELECT 1 WHERE pg_last_wal_replay_lsn() >= $1'
  for (const standby of standbys) {
    const hasReplayed = async () => (await standby.query(query, [rows[0]?.lsn])).rowCount === 1
    if (await pollUntil(hasReplayed, { withinMs: catchUpLimitMs, everyMs: 2 })) continue
    throw broken(`a standby did not catch up within ${catchUpLimitMs / 1000} s`)
  }
}

async function hasItsRoles({ primary, standbys }: ClusterSession): Promise<boolean> {
  const [leads, ...follow] = await Promise.all([primary, ...standbys].map(isInRecovery))
  return leads === false && follow.every((isStandby) => isStandby)
}

async function isInRecovery(client: pg.Client): Promise<boolean | undefined> {
  const { rows } = await client.query<{ is: boolean }>('SELECT pg_is_in_recovery() AS is')
  return rows[0]?.is
}

function serversOf({ primary, standbys }: ClusterSession): readonly pg.Client[] {
  return [primary, ...standbys]
}

function broken(reason: string): CourseError {
  return new CourseError('SERVICE_LOST', { message: `A primary with standbys can't be used any more: ${reason}.` })
}
