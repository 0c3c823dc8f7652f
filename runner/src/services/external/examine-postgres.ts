import pg from 'pg'
import { CourseError } from '../../errors.ts'
import { clientConfig, type PostgresAddress } from '../ask-postgres.ts'
import type { Refusal, Refusals, ServerRight } from '../server-right.ts'
import { describeRefusedConnection } from './describe-refused-connection.ts'
import { unusable, wayOut } from './external-variable.ts'

/** The oldest that the course is tried on. */
const oldestMajor = 15
/** As many as a server has by default; a kata may open dozens. */
const fewestConnections = 100

/** What an external Postgres is, once it is known that it can serve. */
export interface ExaminedPostgres {
  readonly version: string
  readonly lacks: Refusals
}

interface Facts {
  readonly version: string
  readonly is_standby: boolean
  readonly connections: number
  readonly prepared_transactions: number
  readonly is_superuser: boolean
  readonly may_create_databases: boolean
}

const factsQuery = `
SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS is_standby,
  current_setting('max_connections')::int AS connections,
  current_setting('max_prepared_transactions')::int AS prepared_transactions,
  rolsuper AS is_superuser, rolsuper OR rolcreatedb AS may_create_databases
FROM pg_roles WHERE rolname = current_user`

/** Looks what an external Postgres grants. Throws EXTERNAL_SERVER_NOT_USABLE when no kata could run on it. */
export async function examinePostgres(address: Required<PostgresAddress>): Promise<ExaminedPostgres> {
  const client = new pg.Client({ ...clientConfig(address), connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<Facts>(factsQuery)
    const [facts] = rows
    if (facts === undefined) throw unusable('postgres', { reason: `${nameOf(address)} does not know its own user.` })
    assertFit(facts, address)
    return { version: facts.version.split(' ')[0] ?? 'unknown', lacks: await findRefusals(client, facts, address) }
  } catch (error) {
    throw describeFailure(error, address)
  } finally {
    client.end().catch(() => undefined)
  }
}

function nameOf({ host, port }: PostgresAddress): string {
  return `the external Postgres at ${host}:${port}`
}

function assertFit(facts: Facts, address: Required<PostgresAddress>): void {
  const name = `T${nameOf(address).slice(1)}`
  if (Number.parseInt(facts.version, 10) < oldestMajor) {
    const reason = `${name} is version ${facts.version}; the oldest on which katas are tried is ${oldestMajor}.`
    throw unusable('postgres', { reason, own: 'Name a newer server.' })
  }
  if (facts.is_standby) {
    throw unusable('postgres', { reason: `${name} is a standby, which can't be written to.`, own: 'Name its primary.' })
  }
  if (!facts.may_create_databases) {
    const reason = `${name} does not let ${address.user} create databases, and each run gets one of its own.`
    throw unusable('postgres', {
      reason,
      own: `As its superuser: ALTER ROLE ${pg.escapeIdentifier(address.user)} CREATEDB;`,
    })
  }
  if (facts.connections < fewestConnections) {
    const reason = `${name} takes ${facts.connections} connections at most; a kata may need ${fewestConnections}.`
    throw unusable('postgres', { reason, own: `Raise its max_connections to ${fewestConnections}.` })
  }
}

async function findRefusals(client: pg.Client, facts: Facts, address: Required<PostgresAddress>): Promise<Refusals> {
  const { user } = address
  const role = pg.escapeIdentifier(user)
  const refusal = (reason: string, own: string) => ({
    reason: `${nameOf(address)} ${reason}`,
    mend: wayOut('postgres', own),
  })
  const lacks: { -readonly [Right in ServerRight]?: Refusal } = {}
  if (facts.prepared_transactions === 0)
    lacks['prepared-transactions'] = refusal('has them turned off', 'Set its max_prepared_transactions to 16.')
  if (facts.is_superuser) return lacks
  lacks.superuser = refusal(`knows ${user} as no superuser`, `As its superuser: ALTER ROLE ${role} SUPERUSER;`)
  const query = "SELECT has_parameter_privilege(current_user, 'deadlock_timeout', 'SET') AS may_set"
  if ((await client.query<{ may_set: boolean }>(query)).rows[0]?.may_set) return lacks
  lacks['deadlock-timeout'] = refusal(
    `does not let ${user} set deadlock_timeout`,
    `As its superuser: GRANT SET ON PARAMETER deadlock_timeout TO ${role};`,
  )
  return lacks
}

function describeFailure(cause: unknown, address: Required<PostgresAddress>): unknown {
  if (cause instanceof CourseError) return cause
  const { host, port, user, database, password } = address
  const place = `${host}:${port}`
  const fail = (reason: string, own?: string) => unusable('postgres', { reason, cause, ...(own ? { own } : {}) })
  const refused = describeRefusedConnection(cause)
  if (refused) return fail(`No Postgres answers at ${place}, which KATA_POSTGRES_URL names: ${refused}.`, `Start it.`)
  const { code, message } = cause as pg.DatabaseError
  const name = `The Postgres at ${place}`
  switch (code) {
    case '28P01':
      return fail(`${name} does not accept the password of ${user} in KATA_POSTGRES_URL.`, 'Correct it.')
    case '28000':
      return /no encryption|SSL off/.test(message)
        ? fail(
            `${name} lets ${user} in by TLS only, and katas work without TLS only.`,
            'Name a server that is near and allows it.',
          )
        : fail(`${name} does not let ${user} in: ${message}.`)
    case '3D000':
      return fail(
        `${name} has no database ${database}, which KATA_POSTGRES_URL names.`,
        'Name one that exists, such as postgres.',
      )
    case '57P03':
      return fail(`${name} is not ready: ${message}.`, 'Try again in a moment.')
    default:
  }
  if (
    /password must be a string|non-empty string/.test(message ?? '') ||
    (password === '' && /password/.test(message ?? ''))
  )
    return fail(`${name} asks for a password, and KATA_POSTGRES_URL has none.`, 'Add it: postgres://user:password@….')
  return fail(`${name} can't be used: ${message}.`)
}
