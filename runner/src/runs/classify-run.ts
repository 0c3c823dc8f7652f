import { basename } from 'node:path'
import { describeCompileError, describeMissingExport, describeMissingPackage } from './describe-compile-error.ts'
import { findPlace, type LearnerSource } from './find-place.ts'
import type { ReportedError, ReportedTest } from './host-protocol.ts'
import { parseFrames } from './parse-frames.ts'
import type { RunEnd, RunRecord } from './run-record.ts'
import { describeThrown, tidyMessage } from './tidy-message.ts'
import type { CrashReason, Note, Place, TestOutcome, Verdict } from './verdict.ts'

interface RunContext {
  readonly kata: string
  readonly runId: string
  /** Absolute path at which the test was served. */
  readonly testFile: string
  readonly source: LearnerSource
  readonly notes: readonly Note[]
}

/** What is particular to each state of a verdict. */
type Finding = DistributiveOmit<Verdict, 'kata' | 'runId' | 'durationMs' | 'tests' | 'notes' | 'output'>
type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never

/** Concludes from what was seen of a run. Pure. */
export function classifyRun(record: RunRecord, context: RunContext): Verdict {
  const { kata, runId } = context
  const finding = find(record, context)
  return {
    kata,
    runId,
    durationMs: record.durationMs,
    tests: record.tests.filter(({ state }) => state !== 'pending').map(describeTest),
    notes: [...context.notes, ...furtherNotes(record, finding)],
    output: record.output,
    ...finding,
  }
}

// The order matters: what ended the process comes before what the tests said until then, and a machine's fault
// that a test reports comes before the errors that follow from it.
function find(record: RunRecord, context: RunContext): Finding {
  return (
    findEnd(record, context) ??
    findLoadError(record, context) ??
    findFirstBroken(record, context) ??
    findUnhandled(record, context) ??
    (record.tests.length === 0 ? noTests(context) : { state: 'passed' })
  )
}

function findEnd(record: RunRecord, context: RunContext): Finding | undefined {
  const { end, runningTest, exitCalls } = record
  const during = runningTest === undefined ? {} : { runningTest }
  const [exitCall] = exitCalls
  if (exitCall) {
    const place = findPlace(parseFrames(exitCall.stack), context.source)
    const message = `The code called process.exit(${exitCall.exitCode}), which ends the whole program: nothing after it runs.`
    return crash('exit', message, { place, ...(exitCall.test === undefined ? {} : { runningTest: exitCall.test }) })
  }
  switch (end.kind) {
    case 'completed':
      return undefined
    case 'timed-out':
      // Who waits for a server that is gone waits in vain.
      return findUndecided(record) ?? { state: 'timed-out', limitSeconds: end.limitMs / 1000, ...during }
    case 'memory-exhausted':
      return crash(
        'memory',
        `The run used more than ${Math.floor(end.usedBytes / 2 ** 20)} MB of memory and was ended.`,
        during,
      )
    case 'died':
      return describeDeath(end, during)
  }
}

const outsideSignals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']

function describeDeath(end: Extract<RunEnd, { kind: 'died' }>, during: { runningTest?: string }): Finding {
  if (/heap out of memory|Array buffer allocation failed/.test(end.lastWords)) {
    return crash('memory', 'The run used up the memory that Node.js may use.', during)
  }
  if (end.signal !== undefined && outsideSignals.includes(end.signal)) {
    const message = `The process that ran the tests was ended from outside (${end.signal}).`
    return {
      state: 'undecided',
      message,
      hint: 'Run again. If it happens again, look whether the machine runs out of memory.',
    }
  }
  if (end.signal === undefined && end.exitCode === undefined) {
    return {
      state: 'undecided',
      message: `The tests could not be started: ${end.lastWords}`,
      hint: 'Run `kata doctor`.',
    }
  }
  const how = end.signal === undefined ? `exit code ${end.exitCode ?? 'unknown'}` : `signal ${end.signal}`
  return crash('died', `The process that ran the tests ended by itself (${how}).`, during)
}

function findLoadError({ moduleErrors }: RunRecord, { source }: RunContext): Finding | undefined {
  const [error] = moduleErrors
  if (error === undefined) return undefined
  if (isOfTheMachine(error)) return undecidedBy(error)
  if (error.name === refusedFile) return describeRefusal(error, source)
  const compileError = describeCompileError(error, source)
  if (compileError) return { state: 'did-not-compile', ...compileError }
  const missing = describeMissingPackage(error)
  if (missing)
    return {
      state: 'undecided',
      message: missing,
      hint: 'Install again: `npm ci` in a clone, `npm install` in a workspace of your own.',
    }
  const message = `${basename(source.file)} threw while it was loaded, before any test: ${describeThrown(error.name, error.message)}`
  return crash('unhandled', message, { place: findPlace(error.frames, source) })
}

function findUndecided({ tests }: RunRecord): Finding | undefined {
  const undecided = tests.find((test) => test.undecided)?.undecided
  return undecided && { state: 'undecided', ...undecided }
}

function findFirstBroken({ tests }: RunRecord, { testFile, source }: RunContext): Finding | undefined {
  const broken = tests.find(({ state, undecided }) => state === 'failed' || undecided)
  if (!broken) return undefined
  if (broken.undecided) return { state: 'undecided', ...broken.undecided }
  const [error] = broken.errors
  if (error === undefined) return { state: 'failed', failedTest: broken.name, message: 'It failed without a message.' }
  if (isOfTheMachine(error)) return undecidedBy(error)
  const missing = describeMissingExport(broken, testFile, source)
  if (missing) return { state: 'did-not-compile', ...missing }
  if (error.name === refusedFile) return describeRefusal(error, source)
  const place = error.name === 'AssertionError' ? undefined : findPlace(error.frames, source)
  return { state: 'failed', failedTest: broken.name, message: tidyMessage(error).message, ...(place ? { place } : {}) }
}

/** The name of the kit's error for a learner's file that is no TypeScript and that its server can't make sense of. */
const refusedFile = 'RefusedFile'

function describeRefusal({ message, frames }: ReportedError, source: LearnerSource): Finding {
  const place = findPlace(frames, source)
  return { state: 'did-not-compile', message, ...(place ? { place } : {}) }
}

function findUnhandled({ unhandledErrors }: RunRecord, { source }: RunContext): Finding | undefined {
  const ofMachine = unhandledErrors.find(isOfTheMachine)
  if (ofMachine) return undecidedBy(ofMachine)
  const [error] = unhandledErrors
  if (error === undefined) return undefined
  const message = `All tests passed, but the code left an error that nothing caught: ${describeThrown(error.name, error.message)}`
  return crash('unhandled', message, { place: findPlace(error.frames, source) })
}

function noTests({ testFile }: RunContext): Finding {
  return { state: 'undecided', message: `${basename(testFile)} holds no test.`, hint: 'This is a fault of the course.' }
}

/** Errors that this program throws on purpose because the machine is not as it should be. */
function isOfTheMachine({ name, exitCode }: ReportedError): boolean {
  return name === 'CourseError' && exitCode === 3
}

function undecidedBy({ message, hint }: ReportedError): Finding {
  return { state: 'undecided', message, hint: hint ?? 'Run again.' }
}

function crash(
  reason: CrashReason,
  message: string,
  { place, runningTest }: { place?: Place | undefined; runningTest?: string },
): Finding {
  return {
    state: 'crashed',
    reason,
    message,
    ...(place ? { place } : {}),
    ...(runningTest === undefined ? {} : { runningTest }),
  }
}

function describeTest({ name, state, durationMs, errors, evidence, services }: ReportedTest): TestOutcome {
  const [error] = errors
  return {
    name,
    state: state === 'pending' ? 'skipped' : state,
    durationMs,
    evidence,
    services,
    ...(state === 'failed'
      ? error === undefined
        ? { message: 'It failed without a message.' }
        : tidyMessage(error)
      : {}),
  }
}

function furtherNotes({ tests, unhandledErrors }: RunRecord, { state }: Finding): Note[] {
  const texts = new Set(tests.flatMap((test) => test.kept))
  const kept = [...texts].map((text): Note => ({ kind: 'kept-service', text }))
  const [unhandled] = state === 'failed' ? unhandledErrors : []
  if (!unhandled) return kept
  const text = `Besides, the code left an error that nothing caught: ${describeThrown(unhandled.name, unhandled.message)}`
  return [...kept, { kind: 'unhandled-error', text }]
}
