import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { DrillStage } from 'loadbearing/drill'
import { burst } from './burst.ts'
import { countStreams, type Databases, findClusterId } from './databases.ts'
import { isHarmless, tryWipe, tryWipes, type Wiped, type WipeTrials, wipeScript } from './try-wipe.ts'
import type { Writer } from './writer.ts'

export interface Findings extends Record<string, unknown> {
  readonly db1: {
    readonly doesAnswer: boolean
    readonly isSameCluster: boolean
    readonly filesInDataFolder: number
    /** Comments that somebody was told are saved, and how many of them db1 does not have. */
    readonly acknowledged: number
    readonly missing: number
  }
  readonly db2: Standby
  /** The same after db2 hung for six segments of WAL once more. */
  readonly afterBurst?: Standby
  readonly slots: readonly { readonly name: string; readonly capMb: number | null }[]
  readonly keepMb: number
  readonly wipe: WipeTrials
  /** Only of a script that did no harm to a primary where nothing could be lost. */
  readonly wipeOfDb1?: Wiped
}

export interface Standby {
  readonly doesAnswer: boolean
  readonly isInRecovery: boolean
  readonly streams: number
  /** Whether the newest confirmed comment can be read on db2. */
  readonly hasNewest: boolean
}

export async function examine(databases: Databases, writer: Writer, stage: DrillStage): Promise<Findings> {
  const { db1, spare } = databases
  const script = await readFile(join(stage.folder, 'wipe-replica.sh'), 'utf8')
  const [wipe, before, db2] = await Promise.all([
    tryWipes(spare, script),
    examinePrimary(databases, writer),
    examineStandby(databases, writer),
  ])
  const common = { db2, wipe, slots: await readSlots(databases), keepMb: await readKept(databases) }
  if (!before.doesAnswer || !db2.hasNewest) return { ...common, db1: before }
  await burst(databases)
  const afterBurst = await examineStandby(databases, writer)
  if (!isHarmless(wipe)) return { ...common, afterBurst, db1: await examinePrimary(databases, writer) }
  await db1.machine.put(wipeScript, script)
  const wipeOfDb1 = await tryWipe(db1)
  return { ...common, afterBurst, wipeOfDb1, db1: await examinePrimary(databases, writer) }
}

async function examinePrimary(databases: Databases, writer: Writer): Promise<Findings['db1']> {
  const { db1, clusterId } = databases
  const ledger = await writer.readLedger()
  const query =
    'SELECT count(*)::int AS n FROM unnest($1::uuid[]) l (uuid) WHERE NOT EXISTS (SELECT FROM comments c WHERE c.uuid = l.uuid)'
  const missing = (await db1.find<{ n: number }>(query, [ledger]))?.[0]?.n
  return {
    doesAnswer: missing !== undefined,
    isSameCluster: (await findClusterId(databases)) === clusterId,
    filesInDataFolder: Number(await db1.machine.must('find "$PGDATA" -type f 2> /dev/null | wc -l')),
    acknowledged: ledger.length,
    missing: missing ?? ledger.length,
  }
}

/** Waits for db2 to have the newest comment for as long as it is connected, and a while longer in case it connects anew. */
async function examineStandby(databases: Databases, writer: Writer): Promise<Standby> {
  const newest = (await writer.readLedger()).at(-1)
  let lastConnected = performance.now()
  for (;;) {
    const standby = await lookAtStandby(databases, newest)
    if (standby.hasNewest && standby.streams > 0) return standby
    if (standby.streams > 0) lastConnected = performance.now()
    // It tries again every 0.5 s.
    if (performance.now() - lastConnected > 8_000) return standby
    await delay(100)
  }
}

async function lookAtStandby(databases: Databases, newest = ''): Promise<Standby> {
  const query = 'SELECT pg_is_in_recovery() AS is_standby, EXISTS (SELECT FROM comments WHERE uuid = $1) AS has'
  const row = (await databases.db2.find<{ is_standby: boolean; has: boolean }>(query, [newest]))?.[0]
  return {
    doesAnswer: row !== undefined,
    isInRecovery: row?.is_standby ?? false,
    hasNewest: row?.has ?? false,
    streams: (await countStreams(databases)) ?? 0,
  }
}

async function readSlots({ db1 }: Databases): Promise<Findings['slots']> {
  const query = `
    SELECT slot_name AS name, CASE WHEN s.setting::int >= 0 THEN s.setting::int END AS "capMb"
    FROM pg_replication_slots, pg_settings s WHERE s.name = 'max_slot_wal_keep_size' AND slot_type = 'physical' AND NOT temporary`
  return (await db1.find<{ name: string; capMb: number | null }>(query)) ?? []
}

async function readKept({ db1 }: Databases): Promise<number> {
  const rows = await db1.find<{ mb: number }>("SELECT setting::int AS mb FROM pg_settings WHERE name = 'wal_keep_size'")
  return rows?.[0]?.mb ?? 0
}
