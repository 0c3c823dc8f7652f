import { gzipSync } from 'node:zlib'
import { demo, type ReplicaFixture } from 'loadbearing/demo'

type Primary = ReplicaFixture['primary']

const segmentMb = 16
const slot = 'away'

interface Kept {
  /** Of the WAL since the standby went away. */
  readonly mb: number
  /** Whether the segment that the standby will ask for is there. */
  readonly canFollow: boolean
}

const settings = [
  { name: 'nothing', id: 'nothing', keep: '0', hasSlot: false, cap: '-1' },
  { name: 'wal_keep_size = 128MB', id: 'keep', keep: '128MB', hasSlot: false, cap: '-1' },
  { name: 'a slot', id: 'slot', keep: '0', hasSlot: true, cap: '-1' },
  { name: 'a slot, capped at 128MB', id: 'capped', keep: '0', hasSlot: true, cap: '128MB' },
] as const

async function configure(primary: Primary, { keep, cap }: (typeof settings)[number]): Promise<void> {
  await primary.query(`ALTER SYSTEM SET wal_keep_size = '${keep}'`)
  await primary.query(`ALTER SYSTEM SET max_slot_wal_keep_size = '${cap}'`)
  await primary.query('SELECT pg_reload_conf()')
}

// #region fill
/** So much is written while the standby is away, and then a checkpoint removes what nobody is known to need. */
async function fillSegments(primary: Primary, count: number): Promise<void> {
  for (let segment = 0; segment < count; segment += 1) {
    await primary.query("SELECT pg_logical_emit_message(true, 'demo', repeat('x', 1000000))")
    await primary.query('SELECT pg_switch_wal()')
    await primary.query('CHECKPOINT')
  }
}
// #endregion

async function readKept(primary: Primary, needed: string): Promise<Kept> {
  const query = `SELECT name FROM pg_ls_waldir()
    WHERE name ~ '^[0-9A-F]{24}$' AND name >= $1 AND name <= pg_walfile_name(pg_current_wal_lsn())`
  const names = (await primary.query<{ name: string }>(query, [needed])).map(({ name }) => name)
  return { mb: names.length * segmentMb, canFollow: names.includes(needed) }
}

export default demo({
  title: 'A standby is away while six segments of WAL are written, and six more',
  services: { 'postgres-replica': 1 },
  run: async ({ replica: { primary } }) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = { bytesOfNothing: gzipSync('').length }
    for (const setting of settings) {
      await configure(primary, setting)
      if (setting.hasSlot) await primary.query(`SELECT pg_create_physical_replication_slot('${slot}', true)`)
      const [first] = await primary.query<{ name: string }>(
        'SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS name',
      )
      const kept: Kept[] = []
      for (const count of [6, 6]) {
        await fillSegments(primary, count)
        kept.push(await readKept(primary, first?.name ?? ''))
      }
      if (setting.hasSlot) await primary.query(`SELECT pg_drop_replication_slot('${slot}')`)
      rows.push([setting.name, ...kept.flatMap(({ mb, canFollow }) => [mb, canFollow ? 'yes' : 'no'])])
      for (const [index, { mb, canFollow }] of kept.entries()) {
        measured[`${setting.id}Mb${index}`] = mb
        measured[`${setting.id}Follows${index}`] = canFollow ? 1 : 0
      }
    }
    const columns = ['the primary keeps WAL by', 'MB after 6', 'can follow', 'MB after 12', 'can follow then']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence: 'Without retention a standby that was away for six segments can not follow again',
      holds: ({ nothingFollows0 }) => nothingFollows0 === 0,
    },
    {
      sentence: 'A fixed amount and a capped slot carry it over six segments and not over twelve',
      holds: ({ keepFollows0, keepFollows1, cappedFollows0, cappedFollows1 }) =>
        keepFollows0 === 1 && cappedFollows0 === 1 && keepFollows1 === 0 && cappedFollows1 === 0,
    },
    {
      sentence: 'A slot without a cap keeps all of it, and each further segment',
      holds: ({ slotFollows0, slotFollows1, slotMb0 = 0, slotMb1 = 0 }) =>
        slotFollows0 === 1 && slotFollows1 === 1 && slotMb1 - slotMb0 >= 6 * segmentMb,
    },
    {
      sentence: 'After twelve segments the capped slot holds less than the one without a cap',
      holds: ({ cappedMb1 = 0, slotMb1 = 0 }) => cappedMb1 < slotMb1,
    },
    { sentence: 'Nothing, compressed by gzip, is 20 bytes', holds: ({ bytesOfNothing }) => bytesOfNothing === 20 },
  ],
})
