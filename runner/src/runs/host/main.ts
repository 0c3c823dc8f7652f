// The host: a process that holds vitest warm and runs one test file after another for the runner, which talks to
// it over IPC and ends it when it must. It dies with the runner.
import { normalize } from 'node:path'
import type { TestCase, Vitest } from 'vitest/node'
import { type ReplayPlan, replayKey } from '../../replay.ts'
import type { ServiceName } from '../../services/service.ts'
import type { HostMessage, HostRequest, ReportedTest, RunRequest } from '../host-protocol.ts'
import { createHostVitest } from './create-host-vitest.ts'
import { guardMemory } from './memory-guard.ts'
import { ReplayLine } from './replay-line.ts'
import { reportedError, reportedTest } from './reported.ts'
import { WorkerSupply } from './worker-supply.ts'

process.on('disconnect', endGroup)

const tell = (message: HostMessage): void => void process.send?.(message)
const workers = new WorkerSupply(({ isFromTap, ...message }) => tell(message))
const replays = new ReplayLine((stop) => tell({ type: 'stands', stop }))
const pristineTests = new Map<string, string>()

guardMemory((usedBytes) => tell({ type: 'memory-exhausted', usedBytes }))
workers.prepare()
const vitest = createHostVitest({
  workers,
  pristineTextOf: (file) => pristineTests.get(file),
  reporter: { onTestCaseResult: (test) => tell({ type: 'test-ended', test: reportedTest(test) }) },
})
vitest.catch(fail)
process.on('message', (request: HostRequest) => void answer(request).catch(fail))

async function answer(request: HostRequest): Promise<void> {
  if (request.type === 'run') await run(request)
  else if (request.type === 'goes-on') replays.send(request)
  else await (await vitest).cancelCurrentRun('test-failure')
}

async function run(request: RunRequest): Promise<void> {
  const { testFile, pristineTest, learnerFile } = request
  const running = await vitest
  tell({ type: 'run-started' })
  pristineTests.set(testFile, pristineTest)
  forgetFiles(running, [testFile, learnerFile])
  shuffle(running, request.seed)
  const specification = running.getRootProject().createSpecification(testFile, only(request.replay))
  running.getRootProject().provide(replayKey, request.replay)
  const result = await running.runTestSpecifications([specification])
  // The result holds the modules of all runs.
  const testModules = result.testModules.filter(({ moduleId }) => moduleId === specification.moduleId)
  const tests = testModules.flatMap((module) => inFileOrder([...module.children.allTests()]).map(reportedTest))
  tell({
    type: 'run-ended',
    tests,
    moduleErrors: testModules.flatMap((module) => module.errors().map(reportedError)),
    unhandledErrors: result.unhandledErrors.map(reportedError),
  })
  // What the last run asked for, the next one will; a run without tests asked for nothing.
  workers.prepare(tests.length === 0 ? undefined : servicesOf(tests))
}

function servicesOf(tests: readonly ReportedTest[]): ServiceName[] {
  return [...new Set(tests.flatMap(({ services }) => Object.keys(services) as ServiceName[]))]
}

/** Has everything read anew that a learner can have written: also what the learner's file imports. Ours stays. */
function forgetFiles(running: Vitest, files: readonly string[]): void {
  const { environments } = running.getRootProject().vite
  const known = Object.values(environments).flatMap(({ moduleGraph }) => [...moduleGraph.fileToModulesMap.keys()])
  const own = normalize(import.meta.dirname)
  for (const file of new Set([...files, ...known])) if (!normalize(file).startsWith(own)) running.invalidateFile(file)
}

function only(replay: ReplayPlan | undefined): { testNames?: string[] } {
  return replay ? { testNames: [replay.test] } : {}
}

function shuffle(running: Vitest, seed: number | undefined): void {
  const { config } = running.getRootProject()
  config.sequence.shuffle = seed !== undefined
  if (seed !== undefined) config.sequence.seed = seed
}

function inFileOrder(tests: readonly TestCase[]): TestCase[] {
  return tests.toSorted((one, other) => (one.location?.line ?? 0) - (other.location?.line ?? 0))
}

/** Ends this process and whatever the learner's code has started. */
function endGroup(): void {
  if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL')
  process.exit()
}

function fail(error: unknown): void {
  tell({ type: 'host-failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
