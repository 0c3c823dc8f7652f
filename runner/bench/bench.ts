import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { medianOf } from '../scripts/numbers/hold-numbers.ts'
import { ensureServices } from '../src/services/ensure-services.ts'
import { serviceStatus } from '../src/services/service-status.ts'
import { stopServices } from '../src/services/stop-services.ts'
import { makeBenchWorkspace } from './bench-workspace.ts'
import { type Command, measureCommands } from './measure-command.ts'
import { describeKills } from './measure-kills.ts'
import { measureMemoryMb } from './measure-memory.ts'
import { type BenchRow, renderRows } from './render-rows.ts'

// `npm run bench`: numbers for people, beside what they are compared with. No test asserts them, because they are
// only as steady as the machine.
const root = join(import.meta.dirname, '../..')
const slug = 'lost-update'
const services = { postgres: 1, redis: 1 }
/** Long enough for a watch to have run once and become idle. */
const watchMs = 6_000

await using workspace = await makeBenchWorkspace(root, slug)

async function measureStartUp(): Promise<BenchRow> {
  const bare: Command = { program: 'node', args: ['-e', '0'], cwd: root }
  const [list = 0, empty = 0] = await measureCommands([workspace.kata('list'), bare], 15)
  return { name: 'kata list, beside `node -e 0`', value: list, unit: 'ms', beside: empty, limit: '250 ms' }
}

async function measureColdStart(): Promise<BenchRow> {
  const durations: number[] = []
  for (let round = 0; round < 5; round++) {
    await stopServices()
    const startedAt = performance.now()
    await ensureServices(services, { pull: false })
    durations.push(performance.now() - startedAt)
  }
  const status = await serviceStatus()
  const providers = new Set(status?.services.map(({ provider }) => provider))
  const name = `cold start, Postgres and Redis (${[...providers].join(', ')})`
  return { name, value: medianOf(durations), unit: 'ms', limit: '2500 ms' }
}

async function measureTest(): Promise<BenchRow> {
  const [own = 0, bare = 0] = await measureCommands([workspace.kata('test', slug), workspace.bareVitest()], 7)
  return { name: 'kata test, warm, beside `vitest run`', value: own, unit: 'ms', beside: bare, limit: '1.25 times' }
}

async function measureKeeper(): Promise<BenchRow> {
  const status = await serviceStatus()
  const value = status ? measureMemoryMb(status.processId, { isTree: false }) : 0
  return { name: 'memory of the keeper', value, unit: 'MB' }
}

async function measureWatch(): Promise<BenchRow> {
  const { program, args, cwd, env } = workspace.kata('watch', slug)
  const watch = spawn(program, args, { cwd, env, stdio: 'ignore' })
  await sleep(watchMs)
  const value = watch.pid === undefined ? 0 : measureMemoryMb(watch.pid, { isTree: true })
  watch.kill('SIGTERM')
  return { name: 'memory of kata watch, its vitest included', value, unit: 'MB' }
}

const rows: BenchRow[] = []
for (const measure of [measureStartUp, measureColdStart, measureTest, measureKeeper, measureWatch]) {
  rows.push(await measure())
}
await stopServices()
console.log(renderRows(rows))
console.log(`\n${await describeKills()}`)
