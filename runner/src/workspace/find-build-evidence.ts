import type { Evidence } from '../evidence.ts'
import type { CapstoneEvent, ProgressEvent, RunEvent } from './progress-event.ts'

type SheetEvidence = Extract<Evidence, { kind: 'sheet' }>
type ClaimEvidence = Extract<Evidence, { kind: 'claim' }>
type BuildRun = RunEvent | CapstoneEvent

/** What the runs of one version of a build say about one version of its design sheet. */
export interface BuildEvidence {
  readonly sheet: SheetEvidence
  /** The last run that knew the sheet. */
  readonly last: BuildRun
  /** What came of each claim that was tried; of one that was tried more than once in a run, the worst. */
  readonly claims: readonly ClaimEvidence[]
  /** What else the last run of the tests, and of the capstone, measured, by test. */
  readonly measured: readonly { readonly test: string; readonly evidence: readonly Evidence[] }[]
  /** The last capstone run of this version. */
  readonly capstone?: CapstoneEvent
}

/**
 * Gathers from the log what was measured of the code and the sheet that were run last: runs of other code, or with other
 * claims, prove nothing about them. Undefined when no run has read a sheet.
 */
export function findBuildEvidence(
  events: readonly ProgressEvent[],
  build: string,
  stages: readonly string[],
): BuildEvidence | undefined {
  const runs = events.filter((event): event is BuildRun => isOfBuild(event, build, stages))
  const last = runs.findLast((run) => sheetOf(run) !== undefined)
  const sheet = last && sheetOf(last)
  if (last === undefined || sheet === undefined) return undefined
  const same = runs.filter((run) => run.contentHash === last.contentHash && isSame(sheetOf(run), sheet))
  const capstone = same.findLast((run) => run.kind === 'capstone')
  const tests = same.findLast((run) => run.kind === 'run')
  return {
    sheet,
    last,
    claims: latestOutcomes(same),
    measured: [tests, capstone].flatMap((run) => (run === undefined ? [] : measuredBy(run))),
    ...(capstone === undefined ? {} : { capstone }),
  }
}

function isOfBuild(event: ProgressEvent, build: string, stages: readonly string[]): boolean {
  return (event.kind === 'run' && stages.includes(event.kata)) || (event.kind === 'capstone' && event.build === build)
}

function sheetOf({ tests }: BuildRun): SheetEvidence | undefined {
  return tests.flatMap(({ evidence }) => evidence).find((one): one is SheetEvidence => one.kind === 'sheet')
}

/** The claims; what is written for people in `decision` changes no evidence. */
function isSame(one: SheetEvidence | undefined, other: SheetEvidence): boolean {
  return JSON.stringify(one?.fields) === JSON.stringify(other.fields)
}

const severity = ['held', 'too-modest', 'vague', 'unclaimed', 'too-bold']

function latestOutcomes(runs: readonly BuildRun[]): ClaimEvidence[] {
  const byClaim = new Map<string, ClaimEvidence>()
  for (const { tests } of runs) {
    const claims = tests.flatMap(({ evidence }) => evidence).filter((one): one is ClaimEvidence => one.kind === 'claim')
    const worstFirst = claims.toSorted((a, b) => severity.indexOf(b.outcome) - severity.indexOf(a.outcome))
    const ofRun = new Map(worstFirst.toReversed().map((claim) => [keyOf(claim), claim]))
    for (const [key, claim] of ofRun) byClaim.set(key, claim)
  }
  return [...byClaim.values()]
}

function keyOf({ field, about = '' }: ClaimEvidence): string {
  return JSON.stringify([field, about])
}

function measuredBy({ tests }: BuildRun): BuildEvidence['measured'] {
  return tests.flatMap(({ name, evidence }) => {
    const others = evidence.filter(({ kind }) => kind !== 'claim' && kind !== 'sheet')
    return others.length === 0 ? [] : [{ test: name, evidence: others }]
  })
}
