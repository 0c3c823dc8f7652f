import { randomUUID } from 'node:crypto'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrillStage, SteadyLoad } from 'loadbearing/drill'
import type { Company } from './company.ts'

const ratePerSecond = 10

/** A comment whose commit was confirmed, and the number in the link that its author has sent around. */
export interface Saved {
  readonly id: number
  readonly uuid: string
}

/** People who write comments. What they were told is saved stands in a file that is on no machine of the drill. */
export interface Writer {
  readonly load: SteadyLoad
  /** Writes so many comments in one transaction, and tells everybody. */
  write(count: number): Promise<void>
  readLedger(): Promise<readonly Saved[]>
}

export async function startWriter(stage: DrillStage, { db1 }: Company): Promise<Writer> {
  const pool = await db1.pool()
  const ledger = join(stage.folder, 'ledger.txt')
  await writeFile(ledger, '')
  stage.onEnd(() => rm(ledger, { force: true }))
  const write = async (count: number) => {
    const uuids = Array.from({ length: count }, () => randomUUID())
    const insert =
      "INSERT INTO comments (uuid, body) SELECT uuid, 'a comment' FROM unnest($1::uuid[]) uuid RETURNING id, uuid"
    const { rows } = await pool.query<{ id: string; uuid: string }>(insert, [uuids])
    if (!stage.signal.aborted) await appendFile(ledger, rows.map(({ id, uuid }) => `${id} ${uuid}\n`).join(''))
  }
  const call = () => write(1).then(() => 'saved')
  const load = stage.load({ name: 'comments', ratePerSecond, call })
  return { load, write, readLedger: async () => parseLedger(await readFile(ledger, 'utf8')) }
}

function parseLedger(text: string): readonly Saved[] {
  return text.split('\n').flatMap((line) => {
    const [id, uuid] = line.split(' ')
    return id && uuid ? [{ id: Number(id), uuid }] : []
  })
}
