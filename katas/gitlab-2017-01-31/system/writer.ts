import { randomUUID } from 'node:crypto'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrillStage, SteadyLoad } from 'loadbearing/drill'
import type { Databases } from './databases.ts'

const ratePerSecond = 25
const file = 'ledger.txt'

/** People who write comments. What they were told is saved stands in a file that is on neither machine. */
export interface Writer {
  readonly load: SteadyLoad
  /** Of every comment whose commit was confirmed, in the order of the confirmations. */
  readLedger(): Promise<readonly string[]>
}

export async function startWriter(stage: DrillStage, { db1 }: Databases): Promise<Writer> {
  const pool = await db1.pool()
  const ledger = join(stage.folder, file)
  await writeFile(ledger, '')
  stage.onEnd(() => rm(ledger, { force: true }))
  const load = stage.load({
    name: 'comments',
    ratePerSecond,
    call: async (nth) => {
      const uuid = randomUUID()
      await pool.query('INSERT INTO comments (uuid, body) VALUES ($1, $2)', [uuid, `comment ${nth}`])
      if (!stage.signal.aborted) await appendFile(ledger, `${uuid}\n`)
      return 'saved'
    },
  })
  return { load, readLedger: async () => (await readFile(ledger, 'utf8')).split('\n').filter(Boolean) }
}
