import { setTimeout as delay } from 'node:timers/promises'
import type { DrillStage, Gauge, RecentCalls } from 'loadbearing/drill'
import type { Databases } from './databases.ts'

const everyMs = 1_000

type Facts = Readonly<Record<string, string>>

interface Seen {
  readonly db1?: { readonly wal_mb: number; readonly senders: number; readonly most_senders: number }
  readonly stream?: { readonly state: string; readonly behind_mb: number }
  readonly db2?: { readonly is_standby: boolean }
}

/** Looks at both servers once a second, so that the dashboard waits for neither. */
export interface Watch {
  gauges(calls: RecentCalls): readonly Gauge[]
  /** What a person changes on the machines, by name. */
  facts(): Promise<Facts>
}

export function startWatch(stage: DrillStage, databases: Databases): Watch {
  let seen: Seen = {}
  const looking = (async () => {
    while (!stage.signal.aborted) {
      seen = await look(databases)
      await delay(everyMs, undefined, { signal: stage.signal }).catch(() => undefined)
    }
  })()
  stage.onEnd(() => looking)
  let settings: Facts = {}
  const facts = async () => {
    // A server that is down has not lost its settings.
    settings = (await readSettings(databases)) ?? settings
    return { ...settings, ...(await readFolders(databases)) }
  }
  return { gauges: (calls) => describe(seen, calls), facts }
}

async function look({ db1, db2 }: Databases): Promise<Seen> {
  const [primary] =
    (await db1.find<NonNullable<Seen['db1']>>(`
      SELECT (SELECT sum(size) / 1048576 FROM pg_ls_waldir())::int AS wal_mb,
        (SELECT count(*) FROM pg_stat_replication)::int AS senders,
        current_setting('max_wal_senders')::int AS most_senders`)) ?? []
  const [stream] =
    (await db1.find<NonNullable<Seen['stream']>>(`
      SELECT state, (pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) / 1048576)::int AS behind_mb
      FROM pg_stat_replication WHERE application_name <> 'pg_basebackup' LIMIT 1`)) ?? []
  const [standby] = (await db2.find<NonNullable<Seen['db2']>>('SELECT pg_is_in_recovery() AS is_standby')) ?? []
  return { ...(primary && { db1: primary }), ...(stream && { stream }), ...(standby && { db2: standby }) }
}

function describe({ db1, db2, stream }: Seen, { ratePerSecond, outcomes, p99Ms }: RecentCalls): readonly Gauge[] {
  const failed = outcomes['failed'] ?? 0
  const role = db2?.is_standby ? 'up, standby' : 'up, takes writes'
  return [
    { label: 'comments saved', value: `${ratePerSecond.toFixed(0)}/s`, state: failed > 0 ? 'bad' : 'good' },
    { label: 'comments failed', value: `${failed} in 5 s`, state: failed > 0 ? 'bad' : 'good' },
    { label: 'p99', value: p99Ms === undefined ? 'unknown' : `${p99Ms.toFixed(0)} ms`, state: 'good' },
    { label: 'db1', value: db1 ? `up, ${db1.wal_mb} MB of WAL` : 'does not answer', state: db1 ? 'good' : 'bad' },
    { label: 'db1 senders', value: db1 ? `${db1.senders} of ${db1.most_senders}` : 'unknown', state: 'good' },
    { label: 'db2', value: db2 ? role : 'does not answer', state: db2?.is_standby ? 'good' : 'bad' },
    {
      label: 'replication',
      value: stream ? `${stream.state}, ${stream.behind_mb} MB behind` : 'nothing is sent',
      state: stream?.state === 'streaming' ? 'good' : 'bad',
    },
  ]
}

async function readSettings({ db1 }: Databases): Promise<Facts | undefined> {
  const rows = await db1.find<{ name: string; setting: string }>(`
    SELECT name, setting FROM pg_settings WHERE name IN ('max_wal_senders', 'wal_keep_size', 'max_slot_wal_keep_size')
    UNION ALL SELECT 'slot ' || slot_name, coalesce(wal_status, 'unused') FROM pg_replication_slots WHERE NOT temporary`)
  return rows && Object.fromEntries(rows.map(({ name, setting }) => [`${name} on db1`, setting]))
}

async function readFolders({ db1, db2 }: Databases): Promise<Facts> {
  const look = '[ -f "$PGDATA/PG_VERSION" ] && echo a cluster || echo none'
  const [first, second] = await Promise.all([db1, db2].map(({ machine }) => machine.must(look)))
  return { 'in the data folder of db1': first ?? '', 'in the data folder of db2': second ?? '' }
}
