import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopServices } from '../src/services/stop-services.ts'
import { renderSummary } from './stages/render-summary.ts'
import { runStages } from './stages/run-stages.ts'
import { selectStages } from './stages/select-stages.ts'
import { stages } from './stages/stages.ts'

// `npm test` runs every stage, `npm test -- lint numbers` those whose names contain one of the words.
const selected = selectStages(stages, process.argv.slice(2))
const undos: (() => Promise<void>)[] = []
const write = (text: string) => void process.stdout.write(text)

// A data folder of its own, so that the tests neither use nor stop the servers of the person who runs them.
const home = await mkdtemp(join(tmpdir(), 'loadbearing-home-'))
// Root's servers run as another user, who has to get here.
await chmod(home, 0o711)
process.env['KATA_HOME'] = home
// Should this process be killed, its servers end by themselves soon after.
process.env['KATA_KEEPER_IDLE_MS'] ??= '600000'

async function undoAll(): Promise<void> {
  await stopServices()
  for (const undo of undos.splice(0).reverse()) await undo()
  // A process that is just ending may still write its compile cache.
  await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void undoAll().finally(() => process.exit(1)))
}

const results = await runStages(selected, {
  root: join(import.meta.dirname, '../..'),
  write,
  isCI: Boolean(process.env['CI']),
  onEnd: (undo) => void undos.push(undo),
})
await undoAll()

write(renderSummary(results))
process.exitCode = results.length === 0 || results.some(({ counts }) => counts.failed > 0) ? 1 : 0
