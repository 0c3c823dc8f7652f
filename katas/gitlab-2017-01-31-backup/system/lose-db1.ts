import { setTimeout as delay } from 'node:timers/promises'
import { type Company, pathOf } from './company.ts'
import type { Saved, Writer } from './writer.ts'

/** Comments of the day after the backup, and those that follow the last segment of WAL which was full. */
const [ofTheDay, afterTheSegment] = [2_000, 37] as const

/** For a script of the person's to end, many times what it takes. */
export const limitSeconds = 100

/** What the restore brought back while db1 could not be reached. */
export interface Restored {
  readonly exitCode: number
  /** The last line that it wrote. */
  readonly output: string
  readonly doesAnswer: boolean
  readonly acknowledged: number
  readonly missing: number
  readonly highestGiven: number
  /** The number that the next comment would get. */
  readonly next: number
}

/** A day goes by after the backup, then db1 is not there, and the restore has to do with what is on the drive. */
export async function loseDb1(company: Company, writer: Writer): Promise<Restored> {
  const { db1, backup1 } = company
  await writer.load.pause()
  await writer.write(ofTheDay)
  await closeSegment(company)
  await writer.write(afterTheSegment)
  await db1.machine.pause()
  try {
    const { exitCode, output } = await backup1.runProgram(pathOf('restore.sh'), limitSeconds)
    const ledger = await writer.readLedger()
    return { exitCode, output, ...(await compare(company, ledger)) }
  } finally {
    await db1.machine.resume()
    await clearRestored(company)
    writer.load.resume()
  }
}

export async function clearRestored({ backup1 }: Company): Promise<void> {
  await backup1.run('pg_ctl stop -m immediate; rm -rf "$PGDATA"')
}

/** Fills a segment of WAL, and gives whoever takes away full segments the time to take this one. */
async function closeSegment({ db1 }: Company): Promise<void> {
  const [row] = (await db1.find<{ file: string }>('SELECT pg_walfile_name(pg_switch_wal()) AS file')) ?? []
  const query =
    "SELECT current_setting('archive_mode') = 'off' OR last_archived_wal >= $1 AS done FROM pg_stat_archiver"
  const until = performance.now() + 10_000
  while (performance.now() < until) {
    const [archiver] = (await db1.find<{ done: boolean }>(query, [row?.file])) ?? []
    if (archiver?.done) return
    await delay(50)
  }
}

async function compare({ backup1 }: Company, ledger: readonly Saved[]) {
  const highestGiven = Math.max(...ledger.map(({ id }) => id))
  const counts = { acknowledged: ledger.length, highestGiven }
  // The server of a restore may be in recovery for a moment longer.
  const query = `psql -XqAt -c "SELECT nextval(pg_get_serial_sequence('comments', 'id'))" -c 'SELECT uuid FROM comments'`
  const { exitCode, output } = await backup1.run(query)
  if (exitCode !== 0) return { ...counts, doesAnswer: false, missing: ledger.length, next: 0 }
  const [next, ...uuids] = output.split('\n')
  const restored = new Set(uuids)
  return {
    ...counts,
    doesAnswer: true,
    next: Number(next),
    missing: ledger.filter(({ uuid }) => !restored.has(uuid)).length,
  }
}
