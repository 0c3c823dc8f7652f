// The host: a process that holds vitest warm and runs one test file after another for the runner, which talks to
// it over IPC and ends it when it must. It dies with the runner.
import type { TestCase, Vitest } from 'vitest/node'
import { type ReplayPlan, replayKey } from '../../replay.ts'
import type { HostMessage, HostRequest, RunRequest } from '../host-protocol.ts'
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
  for (const file of [testFile, learnerFile]) running.invalidateFile(file)
  shuffle(running, request.seed)
  const specification = running.getRootProject().createSpecification(testFile, only(request.replay))
  running.getRootProject().provide(replayKey, request.replay)
  const result = await running.runTestSpecifications([specification])
  // The result holds the modules of all runs.
  const testModules = result.testModules.filter(({ moduleId }) => moduleId === specification.moduleId)
  tell({
    type: 'run-ended',
    tests: testModules.flatMap((module) => inFileOrder([...module.children.allTests()]).map(reportedTest)),
    moduleErrors: testModules.flatMap((module) => module.errors().map(reportedError)),
    unhandledErrors: result.unhandledErrors.map(reportedError),
  })
  workers.prepare()
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
