import { expect, test } from 'loadbearing/kit'

/** What the script did to a data folder. */
interface Wiped {
  readonly exitCode: number
  readonly lost: number
  readonly left: number
  readonly doesAnswer: boolean
}

interface Standby {
  readonly doesAnswer: boolean
  readonly isInRecovery: boolean
  readonly streams: number
  readonly hasNewest: boolean
}

/** What system/examine.ts measures. */
interface Examination extends Record<string, unknown> {
  readonly db1: {
    readonly doesAnswer: boolean
    readonly isSameCluster: boolean
    readonly filesInDataFolder: number
    readonly acknowledged: number
    readonly missing: number
  }
  readonly db2: Standby
  readonly afterBurst?: Standby
  readonly slots: readonly { readonly name: string; readonly capMb: number | null }[]
  readonly keepMb: number
  readonly wipe: { readonly promoted: Wiped; readonly stopped: Wiped; readonly standby: Wiped }
  readonly wipeOfDb1?: Wiped
}

/** Free on the disk of db1, as the brief says. */
const diskMb = 1_024

test('Every comment that was acknowledged is still on the primary', async ({ drill, evidence }) => {
  const { db1 } = await drill.examine<Examination>()
  evidence.count('comments that somebody was told are saved', db1.acknowledged)
  evidence.count('of these not on db1', db1.missing, { expected: 0 })
  const empty =
    'db1 has no data any more. Its folder was emptied, as the one on db2 should have been, and the site is down.'
  expect(db1.filesInDataFolder, empty).toBeGreaterThan(0)
  expect(db1.doesAnswer, 'db1 does not answer. The site is down.').toBe(true)
  const lost = 'Comments are gone which people saw saved. They were written after db2 had stopped to follow.'
  expect(db1.missing, lost).toBe(0)
  expect(db1.isSameCluster, 'What answers on db1 is another cluster than before.').toBe(true)
})

test('A standby that hangs for 96 MB of WAL comes back by itself', async ({ drill, evidence }) => {
  const { afterBurst, db2, keepMb, slots } = await drill.examine<Examination>()
  evidence.count('standbys that stream from db1', db2.streams, { expected: 1 })
  evidence.count('slots on db1', slots.length)
  evidence.count('WAL that db1 keeps for anybody', keepMb, { unit: 'MB' })
  expect(db2.doesAnswer, 'db2 does not answer. If db1 fails now, there is nothing.').toBe(true)
  expect(db2.isInRecovery, 'db2 takes writes of its own. There are two primaries.').toBe(true)
  const behind = 'The newest comment does not arrive on db2. If db1 fails now, it is lost, and all since the fault.'
  expect(db2.hasNewest, behind).toBe(true)
  expect(db2.streams, 'db1 should have one standby that streams.').toBe(1)
  const again =
    'db2 hung once more while db1 filled six segments of WAL. db1 removed what db2 had not had, and replication is broken as before.'
  expect(afterBurst?.hasNewest ?? false, again).toBe(true)
})

test('A standby that never comes back does not fill the disk of its primary', async ({ drill, evidence }) => {
  const { keepMb, slots } = await drill.examine<Examination>()
  const caps = slots.map(({ capMb }) => capMb ?? Number.POSITIVE_INFINITY)
  const mostMb = Math.max(keepMb, ...caps)
  evidence.table(
    'WAL that db1 may keep for others',
    ['at most'],
    [[Number.isFinite(mostMb) ? `${mostMb} MB` : 'no limit']],
  )
  const full =
    'The slot keeps WAL without end. If db2 does not come back, the disk of db1 runs full, and db1 stops: a dead replica has ended the site.'
  expect(mostMb, full).not.toBe(Number.POSITIVE_INFINITY)
  const tooMuch = 'db1 keeps more WAL than its disk has room for. If db2 does not come back, db1 stops.'
  expect(mostMb, tooMuch).toBeLessThanOrEqual(diskMb)
})

test('A command that destroys asks its target what it is, and takes silence for a no', async ({ drill, evidence }) => {
  const { wipe, wipeOfDb1 } = await drill.examine<Examination>()
  evidence.table(
    'runs of wipe-replica.sh',
    ['where it was run', 'files removed', 'exit code'],
    [
      ['a primary, on a machine called db2', wipe.promoted.lost, wipe.promoted.exitCode],
      ['the same, with its server stopped', wipe.stopped.lost, wipe.stopped.exitCode],
      ['a standby', wipe.standby.lost, wipe.standby.exitCode],
      ...(wipeOfDb1 ? [['db1', wipeOfDb1.lost, wipeOfDb1.exitCode]] : []),
    ],
  )
  const promoted =
    'After a failover db2 was the primary. wipe-replica was run there and removed the only copy of everything.'
  expect(wipe.promoted.lost, promoted).toBe(0)
  const stopped =
    'wipe-replica removed nothing from a primary, and stopped its server before it asked. The site is down.'
  expect(wipe.promoted.doesAnswer, stopped).toBe(true)
  const silent =
    'The server was stopped and could not say what it is. wipe-replica took that for a yes and removed a primary.'
  expect(wipe.stopped.lost, silent).toBe(0)
  const quiet = 'wipe-replica removed nothing from a primary, and ended as if it had. It has to fail.'
  expect(wipe.promoted.exitCode * wipe.stopped.exitCode, quiet).not.toBe(0)
  expect(wipe.standby.left, 'wipe-replica was run on a standby and did not empty its folder.').toBe(0)
  if (wipeOfDb1) expect(wipeOfDb1.lost, 'wipe-replica was run on db1 and removed files.').toBe(0)
})
