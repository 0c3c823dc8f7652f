import { CourseError } from '../errors.ts'
import type { Evidence, TimelineStep } from '../evidence.ts'
import type { ProgressEvent, RunEvent } from './progress-event.ts'

/** An order, or a crash point, that broke a constraint, as the log keeps it. */
export interface RecordedOrder {
  readonly run: RunEvent
  /** How many runs of the kata there had been, that one included. */
  readonly runNumber: number
  /** Full name of the test. */
  readonly test: string
  /** Of a build: slug of the stage whose test it is. */
  readonly stage?: string
  /** Which of the test's explorations it was, counted from 1. */
  readonly call: number
  /** One of these two. */
  readonly schedule?: string
  readonly point?: string
  /** What happened then. */
  readonly steps: readonly TimelineStep[]
}

/**
 * What a run recorded that can be played again: of the run that `wanted` names, by its number among the kata's runs or
 * by the beginning of its id; else of the last run that recorded something.
 *
 * @throws CourseError `NO_ORDER_RECORDED`
 */
export function findRecordedOrder(events: readonly ProgressEvent[], kata: string, wanted?: string): RecordedOrder {
  const runs = events.filter((event): event is RunEvent => event.kind === 'run' && event.kata === kata)
  const last = runs.at(-1)
  if (!last) throw nothingRecorded(`${kata} has not been run yet.`, `Run \`kata test ${kata}\` first.`)
  if (wanted === undefined) {
    const found = runs.map((_, at) => orderOf(runs, at)).findLast((order) => order !== undefined)
    if (found) return found
    throw nothingRecorded(explainNothing(last, runs.length), `Its tests tell what broke: \`kata test ${kata}\`.`)
  }
  const at = indexOf(runs, wanted)
  const run = runs[at]
  if (!run)
    throw nothingRecorded(
      `${kata} has no run ${wanted}.`,
      `It has been run ${runs.length} times: name one by its number.`,
    )
  const order = orderOf(runs, at)
  if (order) return order
  throw nothingRecorded(explainNothing(run, at + 1), `\`kata replay ${kata}\` plays the last order that broke.`)
}

function indexOf(runs: readonly RunEvent[], wanted: string): number {
  if (/^\d{1,6}$/.test(wanted)) return Number(wanted) - 1
  return runs.findIndex(({ runId, id }) => runId.startsWith(wanted) || id.startsWith(wanted))
}

/** Of the test that is named first among the failed ones, if it recorded something; else of the first that did. */
function orderOf(runs: readonly RunEvent[], at: number): RecordedOrder | undefined {
  const run = runs[at]
  if (!run) return undefined
  const tests = run.tests.toSorted((one, other) => rank(one.name, run) - rank(other.name, run))
  for (const { name, stage, evidence } of tests) {
    const timeline = evidence.find(isRepeatable)
    if (!timeline) continue
    const { schedule, point, call = 1, steps } = timeline
    return {
      ...{ run, runNumber: at + 1, test: name, call, steps },
      ...(stage === undefined ? {} : { stage }),
      ...(schedule === undefined ? {} : { schedule }),
      ...(point === undefined ? {} : { point }),
    }
  }
  return undefined
}

function rank(name: string, { failedTest }: RunEvent): number {
  return name === failedTest ? 0 : 1
}

function isRepeatable(evidence: Evidence): evidence is Extract<Evidence, { kind: 'timeline' }> {
  return evidence.kind === 'timeline' && (evidence.schedule !== undefined || evidence.point !== undefined)
}

function explainNothing({ state, failedTest, tests }: RunEvent, runNumber: number): string {
  const which = `Run ${runNumber}`
  if (state === 'passed') return `${which} passed: no order broke a constraint.`
  if (state !== 'failed' || failedTest === undefined) return `${which} came to no failing order: it ended as ${state}.`
  const hasTimeline = tests.some(({ evidence }) => evidence.some(({ kind }) => kind === 'timeline'))
  return hasTimeline
    ? `${which} failed in "${failedTest}". What happened there is recorded for reading, without what it takes to play it again.`
    : `${which} failed in "${failedTest}", which tries neither orders nor crash points.`
}

function nothingRecorded(message: string, hint: string): CourseError {
  return new CourseError('NO_ORDER_RECORDED', { message, hint })
}
