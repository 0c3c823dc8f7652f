import { setTimeout as delay } from 'node:timers/promises'
import type { Kata } from '../course/kata.ts'
import type { PostgresLease } from '../services/lease.ts'
import type { ServiceNeeds } from '../services/service.ts'
import type { ServiceProgress } from '../services/service-progress.ts'
import { lookIntoKafka } from './kafka-inventory.ts'

/** What the warm servers hold that a run could leave behind, in words such as `role auditor`. */
export interface ServerInventory {
  /** What only a test's own statements make. */
  readonly made: ReadonlySet<string>
  /** What every run is lent and gives back; the runs of others come and go meanwhile. */
  readonly lent: ReadonlySet<string>
}

const pollMs = 200
/** Longer than any other run that may be going on. */
const patienceMs = 30_000

const madeThings = `
  SELECT 'database ' || datname AS thing FROM pg_database WHERE NOT datistemplate AND NOT starts_with(datname, 'kata_')
  UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE NOT starts_with(rolname, 'pg_')
  UNION ALL SELECT 'tablespace ' || spcname FROM pg_tablespace
  UNION ALL SELECT 'prepared transaction ' || gid FROM pg_prepared_xacts
  UNION ALL SELECT 'replication slot ' || slot_name FROM pg_replication_slots`

/** Only a superuser may set them, and look. */
const madeBySuperusers = `
  UNION ALL SELECT 'server setting ' || name FROM pg_file_settings WHERE sourcefile LIKE '%auto.conf'`

const lentThings = `
  SELECT 'database ' || datname AS thing FROM pg_database
  WHERE starts_with(datname, 'kata_') AND datname <> current_database() AND datname <> ALL ($1::text[])
  UNION ALL
  SELECT 'connection of ' || coalesce(nullif(application_name, ''), 'a client') || ' to ' || datname FROM pg_stat_activity
  WHERE backend_type = 'client backend' AND datname <> current_database() AND datname <> ALL ($1::text[])`

/** Starts the servers that `needs` names, unless they run, and looks at them. */
export async function takeInventory(
  needs: ServiceNeeds,
  onProgress?: (progress: ServiceProgress) => void,
): Promise<ServerInventory> {
  const { ensureServices } = await import('../services/ensure-services.ts')
  await ensureServices(needs, { pull: true, ...(onProgress ? { onProgress } : {}) })
  return look(needs)
}

/**
 * What is there now and was not before. What failed runs of the kata kept for a person to look into is removed first;
 * what is lent has time to be given back, as it may be lent to somebody else.
 */
export async function findLeftovers(
  before: ServerInventory,
  { slug, services }: Pick<Kata, 'slug' | 'services'>,
): Promise<readonly string[]> {
  const { discardKept } = await import('../services/discard-kept.ts')
  await discardKept(slug)
  const now = await look(services)
  const made = [...now.made].filter((thing) => !before.made.has(thing))
  let lent = [...now.lent].filter((thing) => !before.lent.has(thing))
  for (const end = performance.now() + patienceMs; lent.length > 0 && performance.now() < end; ) {
    await delay(pollMs)
    const still = (await look(services)).lent
    lent = lent.filter((thing) => still.has(thing))
  }
  return [...made, ...lent]
}

async function look(needs: ServiceNeeds): Promise<ServerInventory> {
  const { serviceStatus } = await import('../services/service-status.ts')
  const status = await serviceStatus()
  const leases = Array.from({ length: status?.leases ?? 0 }, (_, index) => `lease ${index + 1}`)
  const kept = (status?.kept ?? []).flatMap(({ database }) => database ?? [])
  const found = [
    ...(needs.postgres ? await lookIntoPostgres(kept) : []),
    ...(needs['postgres-replica'] ? await lookIntoReplica(needs['postgres-replica'], kept) : []),
    ...(needs.kafka && status ? [await lookIntoKafka(status)] : []),
  ]
  return {
    made: new Set(found.flatMap(({ made }) => made)),
    lent: new Set([...found.flatMap(({ lent }) => lent), ...leases]),
  }
}

async function lookIntoPostgres(kept: readonly string[]): Promise<readonly Found[]> {
  const { leasePostgres } = await import('../services/lease-postgres.ts')
  await using lease = await leasePostgres()
  return [await lookIntoServer(lease, kept)]
}

async function lookIntoReplica(standbys: number, kept: readonly string[]): Promise<readonly Found[]> {
  const { leaseReplica } = await import('../services/lease-replica.ts')
  await using lease = await leaseReplica({ standbys })
  const ofStandbys = lease.standbyUrls.map((url, index) =>
    lookIntoServer({ url, lacks: lease.lacks }, kept, ` on standby ${index + 1}`),
  )
  return await Promise.all([lookIntoServer(lease, kept, ' on the primary'), ...ofStandbys])
}

interface Found {
  readonly made: readonly string[]
  readonly lent: readonly string[]
}

async function lookIntoServer(
  { url, lacks }: Pick<PostgresLease, 'url' | 'lacks'>,
  kept: readonly string[],
  where = '',
): Promise<Found> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const made = await client.query<{ thing: string }>(madeThings + (lacks.superuser ? '' : madeBySuperusers))
    const lent = await client.query<{ thing: string }>(lentThings, [kept])
    const name = ({ thing }: { thing: string }) => `${thing}${where}`
    return { made: made.rows.map(name), lent: lent.rows.map(name) }
  } finally {
    await client.end()
  }
}
