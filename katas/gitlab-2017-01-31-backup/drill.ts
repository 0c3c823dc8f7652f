import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DrillStage, defineDrill } from 'loadbearing/drill'
import { type Company, installOldClient, jobLog, pathOf, scripts, startCompany } from './system/company.ts'
import { examine } from './system/examine.ts'
import { startWatch, type Watch } from './system/watch.ts'
import { startWriter, type Writer } from './system/writer.ts'

interface System {
  readonly company: Company
  readonly writer: Writer
  readonly watch: Watch
}

export default defineDrill<System>({
  start: async (stage) => {
    const company = await startCompany(stage)
    const writer = await startWriter(stage, company)
    await handOut(stage, company)
    stage.onSave(scripts, () => handOut(stage, company))
    return { company, writer, watch: startWatch(stage, company) }
  },
  strike: async ({ company }) => {
    await installOldClient(company)
    await company.backup1.run(`${pathOf('nightly-backup.sh')} >> ${jobLog} 2>&1`)
  },
  hasStruck: async ({ company: { backup1 } }) => (await backup1.must('find "$BACKUPS" -size -2 -name "*.gz"')) !== '',
  gauges: ({ writer, watch }) => watch.gauges(writer.load.recent),
  facts: ({ watch }) => watch.facts(),
  examine: ({ company, writer }) => examine(company, writer),
})

/** The scripts are on the backup host, as they were saved last. */
async function handOut(stage: DrillStage, { backup1 }: Company): Promise<void> {
  for (const script of scripts) await backup1.put(pathOf(script), await readFile(join(stage.folder, script), 'utf8'))
}
