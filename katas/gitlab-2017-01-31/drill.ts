import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DrillStage, defineDrill, serverLog } from 'loadbearing/drill'
import { burst, dirtyPages } from './system/burst.ts'
import { type Databases, startDatabases } from './system/databases.ts'
import { examine } from './system/examine.ts'
import { wipeScript } from './system/try-wipe.ts'
import { startWatch, type Watch } from './system/watch.ts'
import { startWriter, type Writer } from './system/writer.ts'

interface System {
  readonly databases: Databases
  readonly writer: Writer
  readonly watch: Watch
}

export default defineDrill<System>({
  start: async (stage) => {
    const databases = await startDatabases(stage)
    const writer = await startWriter(stage, databases)
    await handOut(stage, databases)
    stage.onSave(['wipe-replica.sh'], () => handOut(stage, databases))
    return { databases, writer, watch: startWatch(stage, databases) }
  },
  strike: async ({ databases }) => {
    await burst(databases)
    await dirtyPages(databases)
  },
  hasStruck: async ({ databases: { db2 } }) =>
    (await db2.machine.run(`grep -q 'has already been removed' ${serverLog}`)).exitCode === 0,
  gauges: ({ writer, watch }) => watch.gauges(writer.load.recent),
  facts: ({ watch }) => watch.facts(),
  examine: ({ databases, writer }, stage) => examine(databases, writer, stage),
})

/** The script is on both machines, as it was saved last. */
async function handOut(stage: DrillStage, { db1, db2 }: Databases): Promise<void> {
  const script = await readFile(join(stage.folder, 'wipe-replica.sh'), 'utf8')
  await Promise.all([db1, db2].map(({ machine }) => machine.put(wipeScript, script)))
}
