import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CourseError, exitCodes } from '../errors.ts'
import type { ReplayPlan } from '../replay.ts'
import type { ServiceProgress } from '../services/service-progress.ts'
import { sortableId } from '../sortable-id.ts'
import { checkTypes } from './check-types.ts'
import { classifyRun } from './classify-run.ts'
import type { FollowOptions } from './follow-run.ts'
import type { RunRequest } from './host-protocol.ts'
import { joinVerdicts } from './join-verdicts.ts'
import type { RunRecord } from './run-record.ts'
import type { RunTarget } from './run-target.ts'
import type { Note, Verdict } from './verdict.ts'
import { VitestHost } from './vitest-host.ts'

/** What a run is doing, told while a person waits. */
export type RunStage = { readonly name: 'services'; readonly progress: ServiceProgress } | { readonly name: 'tests' }

export interface RunOptions {
  /** Replaces the kata's own limit. */
  readonly timeoutMs?: number | 'none'
  /** Runs the tests in random order; the same number gives the same order again. */
  readonly seed?: number
  /** Without it no type is checked, and no note says so. */
  readonly hasTypeCheck?: boolean
  readonly onStage?: (stage: RunStage) => void
  readonly signal?: AbortSignal
  /** A warm host to run in; without one, a host is started and ended. */
  readonly host?: VitestHost
  /** Plays this one order or crash point again, in place of running all tests. */
  readonly replay?: ReplayPlan
  /** Told where the replay stands; what it is given lets it go on. */
  readonly onStop?: FollowOptions['onStop']
}

/**
 * Runs one kata once: its services are made sure of, the pristine test runs against the file in `target.folder`,
 * and what came of it is a verdict. What is the machine's fault makes it `undecided`; only an abort is thrown.
 */
export async function runKata(target: RunTarget, options: RunOptions = {}): Promise<Verdict> {
  if (options.host) return runAll(options.host, target, options)
  await using host = VitestHost.start()
  return await runAll(host, target, options)
}

/** Of a stage of a build one test after the other, up to the first that breaks: what comes later rests on it. */
async function runAll(host: VitestHost, target: RunTarget, options: RunOptions): Promise<Verdict> {
  if (target.earlier === undefined) return runIn(host, target, options)
  const stages = stagesOf(target, options)
  const verdicts: Verdict[] = []
  for (const [index, stage] of stages.entries()) {
    const types = index === 0 ? {} : { hasTypeCheck: false }
    const verdict = await runIn(host, stage, { ...options, ...types })
    verdicts.push(verdict)
    if (verdict.state !== 'passed') break
  }
  return joinVerdicts(target.kata.slug, verdicts)
}

/** Each test as a run of its own; for a replay, only that in which the order was met. */
function stagesOf({ kata, folder, pristineTest, earlier = [] }: RunTarget, { replay }: RunOptions): RunTarget[] {
  const before = earlier.map(({ pristineTest: text, ...rest }) => ({
    ...{ kata: { ...kata, ...rest }, folder, pristineTest: text },
  }))
  const all = [...before, { kata, folder, pristineTest }]
  const replayed = all.filter((one) => one.kata.slug === replay?.stage)
  return replayed.length > 0 ? replayed : all
}

async function runIn(host: VitestHost, target: RunTarget, options: RunOptions): Promise<Verdict> {
  const { kata, folder, pristineTest } = target
  const { signal, timeoutMs = kata.timeoutSeconds * 1000, onStop } = options
  const testFile = join(folder, kata.testName)
  const learnerFile = join(folder, kata.starterName)
  const context = {
    kata: kata.slug,
    runId: sortableId(),
    testFile,
    source: { file: learnerFile, text: read(learnerFile) },
  }
  const types = options.hasTypeCheck === false ? [] : checkTypes(learnerFile, signal).catch(() => [])
  try {
    await prepareServices(target, options)
    options.onStage?.({ name: 'tests' })
    const request = { testFile, pristineTest, learnerFile, ...particulars(options) }
    const record = await host.run(request, { limitMs: timeoutMs, signal, onStop })
    const notes = editedTestNotes(testFile, target)
    const verdict = classifyRun(record, { ...context, notes })
    if (verdict.state === 'timed-out') await assertServersAnswer(kata)
    // What does not compile has type errors too, which say the same in other words.
    return verdict.state === 'did-not-compile' ? verdict : { ...verdict, notes: [...verdict.notes, ...(await types)] }
  } catch (error) {
    if (signal?.aborted || !isOfTheMachine(error)) throw error
    return classifyRun(notStarted(error), { ...context, notes: [] })
  }
}

function particulars({ seed, replay }: RunOptions): Pick<RunRequest, 'seed' | 'replay'> {
  return { ...(seed === undefined ? {} : { seed }), ...(replay === undefined ? {} : { replay }) }
}

async function prepareServices({ kata }: RunTarget, { onStage, signal }: RunOptions): Promise<void> {
  if (Object.keys(kata.services).length === 0) return
  const [{ ensureServices }, { discardKept }] = await Promise.all([
    import('../services/ensure-services.ts'),
    import('../services/discard-kept.ts'),
  ])
  const onProgress = (progress: ServiceProgress): void => onStage?.({ name: 'services', progress })
  await ensureServices(kata.services, { pull: true, onProgress, ...(signal ? { signal } : {}) })
  await discardKept(kata.slug)
}

/** Whoever waits for a server that is paused waits in vain, and may not be the one to blame. */
async function assertServersAnswer({ services }: RunTarget['kata']): Promise<void> {
  if (Object.keys(services).length === 0) return
  const { findSilentServer } = await import('../services/find-silent-server.ts')
  const silence = await findSilentServer(services)
  if (silence) throw silence
}

function isOfTheMachine(error: unknown): error is CourseError {
  return error instanceof CourseError && error.exitCode === exitCodes.machineNotReady
}

/** A record of a run that did not begin, because of the machine. */
function notStarted({ name, title, message, hint, exitCode }: CourseError): RunRecord {
  const error = { name, message: `${title} ${message}`, hint, exitCode, frames: [] }
  return {
    ...{ tests: [], moduleErrors: [error], unhandledErrors: [], exitCalls: [], output: '', durationMs: 0 },
    end: { kind: 'completed' },
  }
}

function editedTestNotes(testFile: string, { kata, pristineTest }: RunTarget): Note[] {
  const copy = read(testFile)
  if (copy === '' || copy.replaceAll('\r\n', '\n') === pristineTest.replaceAll('\r\n', '\n')) return []
  return [
    { kind: 'edited-test', text: `Your ${kata.testName} differs from the course's; the course's own text judged.` },
  ]
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
