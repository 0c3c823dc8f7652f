import { type DrillStage, PostgresMachine } from 'loadbearing/drill'

/** The first comments, so that a copy of db1 is worth waiting for. */
const comments = 20_000
/** On db1, where nobody removes it in a hurry: which cluster this is. */
const clusterQuery = 'SELECT system_identifier::text AS id FROM pg_control_system()'

const primarySettings: Readonly<Record<string, string>> = {
  shared_buffers: '64MB',
  // One standby, one sender. It was enough for years.
  max_wal_senders: '1',
  wal_keep_size: '0',
  max_wal_size: '32MB',
  min_wal_size: '32MB',
  checkpoint_timeout: '5min',
  wal_retrieve_retry_interval: '500ms',
}

export interface Databases {
  readonly db1: PostgresMachine
  readonly db2: PostgresMachine
  /** Nobody logs in here: what is judged on a machine that may be lost is judged on this one. */
  readonly spare: PostgresMachine
  /** Which cluster db1 was made as. */
  readonly clusterId: string
}

/** A primary, and a standby that streams from it, without a slot. */
export async function startDatabases(stage: DrillStage): Promise<Databases> {
  const machines = await stage.machines([
    PostgresMachine.spec('db1'),
    PostgresMachine.spec('db2'),
    PostgresMachine.spec('spare', { hostName: 'db2', ports: [], isForTrials: true }),
  ])
  const [db1, db2, spare] = machines.map((machine) => new PostgresMachine(machine))
  if (!db1 || !db2 || !spare) throw new Error('three machines were asked for')
  stage.onEnd(() => Promise.all([db1.end(), db2.end()]))

  await db1.initialise(primarySettings)
  // With one sender the copy brings its WAL at the end, and this much of it has to be there still.
  await db1.machine.must(`echo "wal_keep_size = '256MB'" > "$PGDATA/postgresql.auto.conf"`)
  await db1.start()
  await copy(db1, db2)
  await db2.start()
  await db1.psql('ALTER SYSTEM RESET wal_keep_size', 'SELECT pg_reload_conf()')
  await db1.psql(
    'CREATE TABLE comments (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, uuid uuid NOT NULL UNIQUE, body text NOT NULL)',
    `INSERT INTO comments (uuid, body) SELECT gen_random_uuid(), repeat('x', 200) FROM generate_series(1, ${comments})`,
  )
  return { db1, db2, spare, clusterId: (await db1.find<{ id: string }>(clusterQuery))?.[0]?.id ?? '' }
}

async function copy(from: PostgresMachine, to: PostgresMachine): Promise<void> {
  await to.machine.must(
    `pg_basebackup -h ${from.name} -D "$PGDATA" -R -X fetch -c fast --no-sync
     sed -i /wal_keep_size/d "$PGDATA/postgresql.auto.conf"
     echo "cluster_name = '${to.name}'" >> "$PGDATA/postgresql.conf"`,
  )
}

export async function findClusterId({ db1 }: Databases): Promise<string | undefined> {
  return (await db1.find<{ id: string }>(clusterQuery))?.[0]?.id
}

/** How many copies db1 sends its WAL to now; undefined while it does not answer. */
export async function countStreams({ db1 }: Databases): Promise<number | undefined> {
  const query = "SELECT FROM pg_stat_replication WHERE state = 'streaming' AND application_name <> 'pg_basebackup'"
  return (await db1.find(query))?.length
}
