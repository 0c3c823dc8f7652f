import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { medianOf } from '../scripts/numbers/hold-numbers.ts'
import { ensureServices } from '../src/services/ensure-services.ts'
import { serviceStatus } from '../src/services/service-status.ts'
import { stopServices } from '../src/services/stop-services.ts'
import { makeBenchFolder } from './bench-workspace.ts'
import { type Command, measureCommands } from './measure-command.ts'
import { measureGrowth } from './measure-growth.ts'
import { describeKills } from './measure-kills.ts'
import { measureMemoryMb } from './measure-memory.ts'
import { measureSaves, type Watcher } from './measure-saves.ts'
import { type BenchRow, renderHead, renderRows } from './render-rows.ts'

// `npm run bench`: numbers for people, beside what they are compared with. No test asserts them, because they are
// only as steady as the machine.
const root = join(import.meta.dirname, '../..')
const slug = 'lost-update'
const services = { postgres: 1, redis: 1 }
/** A kata whose test takes an eighth of a second, with one Postgres and one Redis. */
const shortKata = { slug: 'read-through', course: join(root, 'runner/test/fixtures/watch-course') }
const watchedKatas = [shortKata, { slug: 'lost-update', course: root }, { slug: 'cache-stampede', course: root }]
const countedSaves = 15
const manySaves = 200

await using folder = await makeBenchFolder(root)
const workspace = await folder.makeWorkspace(slug)

async function measureStartUp(): Promise<BenchRow[]> {
  const bare: Command = { program: 'node', args: ['-e', '0'], cwd: root }
  const commands = [workspace.kata('list'), workspace.kata('--version'), bare]
  const [list = 0, version = 0, beside = 0] = await measureCommands(commands, 15)
  return [
    { name: 'kata list, beside `node -e 0`', value: list, unit: 'ms', beside, limit: '250 ms' },
    { name: 'kata --version, beside `node -e 0`', value: version, unit: 'ms', beside },
  ]
}

async function measureColdStart(): Promise<BenchRow[]> {
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
  return [{ name, value: medianOf(durations), unit: 'ms', limit: '2500 ms' }]
}

async function measureTest(): Promise<BenchRow[]> {
  const [own = 0, bare = 0] = await measureCommands([workspace.kata('test', slug), workspace.bareVitest('run')], 7)
  return [{ name: 'kata test, warm, beside `vitest run`', value: own, unit: 'ms', beside: bare, limit: '1.25 times' }]
}

async function measureKeeper(): Promise<BenchRow[]> {
  const status = await serviceStatus()
  const value = status ? measureMemoryMb(status.processId, { isTree: false }) : 0
  return [{ name: 'memory of the keeper', value, unit: 'MB' }]
}

/** Save to verdict on a terminal, in turns with `vitest watch` on the same text and the same servers. */
async function measureWatch({ slug, course }: (typeof watchedKatas)[number]): Promise<BenchRow[]> {
  const [own, other] = [await folder.makeWorkspace(slug, course), await folder.makeWorkspace(slug, course)]
  const text = readFileSync(own.file, 'utf8')
  const watchers: Watcher[] = [
    { command: own.kata('watch', slug), file: own.file, text, verdict: /run \d+/ },
    { command: other.bareVitest('watch'), file: other.file, text, verdict: /Waiting for file changes/ },
  ]
  const [ours = [], bare = []] = await measureSaves(watchers, countedSaves)
  const beside = bare.map(({ verdictMs }) => verdictMs)
  const verdicts = ours.map(({ verdictMs }) => verdictMs)
  const firsts = ours.map(({ firstMs }) => firstMs)
  const name = `save to verdict, ${slug}`
  const limit = slug === shortKata.slug ? { limit: '300 ms' } : {}
  return [
    { name: `${name}, median`, value: medianOf(verdicts), unit: 'ms', beside: medianOf(beside), ...limit },
    { name: `${name}, p95`, value: p95Of(verdicts), unit: 'ms', beside: p95Of(beside) },
    { name: '  to the first thing on the screen, p95', value: p95Of(firsts), unit: 'ms', limit: '100 ms' },
  ]
}

function p95Of(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1] ?? 0
}

async function measureMemory(): Promise<BenchRow[]> {
  const { slug, course } = shortKata
  const own = await folder.makeWorkspace(slug, course)
  const text = readFileSync(own.file, 'utf8')
  const { earlyMb, lateMb } = await measureGrowth(own.kata('watch', slug), own.file, text, manySaves)
  const name = `kata watch and what it started, ${manySaves} saves, beside 20`
  return [{ name, value: lateMb, unit: 'MB', beside: earlyMb }]
}

const measurements: readonly (readonly [name: string, measure: () => Promise<BenchRow[]>])[] = [
  ['start-up', measureStartUp],
  ['cold start', measureColdStart],
  ['test', measureTest],
  ['keeper', measureKeeper],
  ...watchedKatas.map((kata) => [`watch ${kata.slug}`, () => measureWatch(kata)] as const),
  ['growth', measureMemory],
]
// `npm run bench -- watch` measures that alone.
const words = process.argv.slice(2)
const wanted = measurements.filter(([name]) => words.length === 0 || words.some((word) => name.includes(word)))
console.log(renderHead())
for (const [, measure] of wanted) console.log(renderRows(await measure()))
await stopServices()
if (words.length === 0 || words.includes('kills')) console.log(`\n${await describeKills()}`)
