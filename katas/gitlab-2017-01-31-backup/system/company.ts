import { type DrillStage, type Machine, PostgresMachine } from 'loadbearing/drill'

/** The network drive on which backups are kept. It is there when db1 is gone. */
export const backupFolder = '/backups'
const home = '/var/lib/postgresql'
/** What the job says at night, and all that anybody reads of it. */
export const jobLog = `${home}/nightly-backup.log`
const oldClient = `${home}/client-14/bin`
const firstComments = 2_000

/** The scripts of the backup host, which the person edits. */
export const scripts = ['nightly-backup.sh', 'check-backup.sh', 'restore.sh'] as const

export interface Company {
  readonly db1: PostgresMachine
  /** Where backups are made, checked and restored. No server runs here but the one that a restore starts. */
  readonly backup1: Machine
}

export async function startCompany(stage: DrillStage): Promise<Company> {
  const forBackup1 = {
    environment: {
      ...PostgresMachine.spec('backup1').environment,
      PATH: `${oldClient}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      PRODUCTION: 'host=db1 user=postgres dbname=postgres',
      BACKUPS: backupFolder,
    },
    ports: [],
    shared: backupFolder,
  }
  const [first, backup1] = await stage.machines([
    PostgresMachine.spec('db1', { shared: backupFolder }),
    PostgresMachine.spec('backup1', forBackup1),
  ])
  if (!first || !backup1) throw new Error('two machines were asked for')
  const db1 = new PostgresMachine(first)
  stage.onEnd(() => db1.end())
  await db1.initialise({ shared_buffers: '64MB' })
  await db1.start()
  await db1.psql(
    'CREATE TABLE comments (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, uuid uuid NOT NULL UNIQUE, body text NOT NULL)',
    `INSERT INTO comments (uuid, body) SELECT gen_random_uuid(), repeat('x', 200) FROM generate_series(1, ${firstComments})`,
  )
  return { db1, backup1 }
}

/**
 * From now on the backup host finds an older pg_dump first. It stands in for one, as the images bring a single version of
 * Postgres: it asks the server for its version, says what version 14 says to a newer server, and gives up as that does.
 */
export async function installOldClient({ backup1 }: Company): Promise<void> {
  await backup1.must(`mkdir -p ${oldClient}`)
  await backup1.put(
    `${oldClient}/pg_dump`,
    `#!/bin/sh
# Stands in for the client of PostgreSQL 14. The client of the server's own version is in /usr/local/bin.
[ "$1" = --version ] && { echo 'pg_dump (PostgreSQL) 14.9'; exit; }
server=$(psql -XAtd "$PRODUCTION" -c 'SHOW server_version') || exit 1
echo 'pg_dump: error: server version: '"$server"'; pg_dump version: 14.9' >&2
echo 'pg_dump: error: aborting because of server version mismatch' >&2
exit 1
`,
  )
}

export function pathOf(script: (typeof scripts)[number]): string {
  return `${home}/${script}`
}
