import type { Evidence } from '../evidence.ts'
import type { VerdictState } from '../runs/verdict.ts'
import { deriveTestOuts, type TestOut } from './derive-test-outs.ts'
import type { GivenHashes, ProgressEvent, RunEvent } from './progress-event.ts'

/** What the log says about one kata. */
export interface KataProgress {
  readonly kata: string
  readonly state: 'started' | 'passed'
  /** Runs that came to a verdict of the learner's, so without undecided ones. */
  readonly attempts: number
  readonly passes: number
  /** All runs, undecided ones too. */
  readonly runs: number
  /** Headings, in the order in which they were shown since the kata was begun, or begun again for a review. */
  readonly hintsSeen: readonly string[]
  readonly hasSeenSolution: boolean
  /** It was passed, or started, and then begun again from its starter; until the next pass. */
  readonly isBegunAgain: boolean
  /** ISO 8601. */
  readonly lastTouchedAt: string
  readonly firstPassedAt?: string
  readonly lastPassedAt?: string
  /** Of the test that judged the last pass; another one now means that the kata changed. */
  readonly passedTestHash?: string
  /** Of what the learner was given last, by `start`, `reset`, `review` or `testout`. */
  readonly given?: GivenHashes
  readonly lastRun?: {
    readonly state: VerdictState
    readonly at: string
    readonly failedTest?: string
    readonly message?: string
  }
}

/** A constraint that the learner has defended. */
export interface LedgerEntry {
  readonly constraint: string
  readonly sentence: string
  readonly kata: string
  /** Measured by the run that confirmed it last. */
  readonly evidence: readonly Evidence[]
  /** ISO 8601. */
  readonly firstPassedAt: string
  readonly lastConfirmedAt: string
}

/** An answer to a lesson's question. The last one counts. */
export interface Answer {
  readonly lesson: string
  readonly question: string
  readonly option: string
  readonly isCorrect: boolean
  readonly at: string
}

/** Everything that follows from the events. */
export interface Progress {
  /** By slug. */
  readonly katas: ReadonlyMap<string, KataProgress>
  /** In the order in which the constraints were first defended. */
  readonly ledger: readonly LedgerEntry[]
  readonly answers: readonly Answer[]
  /** By slug of the kata. */
  readonly testedOut: ReadonlyMap<string, TestOut>
  /** Slugs of the lessons that were read to their end. */
  readonly lessonsRead: ReadonlySet<string>
  /** The kata that was touched last. */
  readonly lastKata?: string
}

/** Derives the state from the events, which are in the order of their ids. Pure; unknown kinds change nothing. */
export function deriveProgress(events: readonly ProgressEvent[]): Progress {
  const katas = new Map<string, KataProgress>()
  const ledger = new Map<string, LedgerEntry>()
  const answers = new Map<string, Answer>()
  const lessonsRead = new Set<string>()
  let lastKata: string | undefined
  for (const event of events) {
    if (event.kind === 'prediction') {
      const { lesson, question, option, isCorrect, at } = event
      answers.set(JSON.stringify([lesson, question]), { lesson, question, option, isCorrect, at })
    } else if (event.kind === 'read') {
      lessonsRead.add(event.lesson)
    } else if (isOfKata(event)) {
      katas.set(event.kata, advance(katas.get(event.kata), event))
      lastKata = event.kata
      if (event.kind === 'run' && event.state === 'passed') enterLedger(ledger, event)
    }
  }
  return {
    katas,
    ledger: [...ledger.values()],
    answers: [...answers.values()],
    testedOut: deriveTestOuts(events),
    lessonsRead,
    ...(lastKata === undefined ? {} : { lastKata }),
  }
}

type KataEvent = Exclude<ProgressEvent, { kind: 'prediction' | 'read' | 'capstone' }>

const knownKinds: ReadonlySet<string> = new Set([
  ...['started', 'run', 'hint', 'solution', 'reset', 'restored', 'review', 'testout'],
])

// What a later version wrote may be of any shape, and changes nothing.
function isOfKata(event: ProgressEvent): event is KataEvent {
  return knownKinds.has(event.kind) && 'kata' in event && typeof event.kata === 'string'
}

function advance(before: KataProgress | undefined, event: KataEvent): KataProgress {
  const now: KataProgress = { ...(before ?? untouched(event)), lastTouchedAt: event.at }
  switch (event.kind) {
    case 'run':
      return afterRun(now, event)
    case 'hint':
      return now.hintsSeen.includes(event.heading) ? now : { ...now, hintsSeen: [...now.hintsSeen, event.heading] }
    case 'solution':
      return { ...now, hasSeenSolution: true }
    case 'review':
    case 'testout':
      // From the starter again, and so from the first hint.
      return { ...withGiven(now, event), hintsSeen: [], isBegunAgain: true }
    case 'started':
    case 'reset':
      return withGiven(now, event)
    default:
      return now
  }
}

function withGiven(now: KataProgress, { given }: { readonly given?: GivenHashes }): KataProgress {
  return given === undefined ? now : { ...now, given }
}

function untouched({ kata, at }: KataEvent): KataProgress {
  return {
    kata,
    state: 'started',
    attempts: 0,
    passes: 0,
    runs: 0,
    hintsSeen: [],
    hasSeenSolution: false,
    isBegunAgain: false,
    lastTouchedAt: at,
  }
}

function afterRun(now: KataProgress, { state, at, failedTest, message, testHash }: RunEvent): KataProgress {
  const lastRun = {
    state,
    at,
    ...(failedTest === undefined ? {} : { failedTest }),
    ...(message === undefined ? {} : { message }),
  }
  const counted = { ...now, lastRun, runs: now.runs + 1, attempts: now.attempts + (state === 'undecided' ? 0 : 1) }
  if (state !== 'passed') return counted
  const firstPassedAt = now.firstPassedAt ?? at
  return {
    ...counted,
    state: 'passed',
    isBegunAgain: false,
    passes: now.passes + 1,
    firstPassedAt,
    lastPassedAt: at,
    passedTestHash: testHash,
  }
}

function enterLedger(ledger: Map<string, LedgerEntry>, { kata, at, constraints = [], tests }: RunEvent): void {
  for (const { id, sentence } of constraints) {
    const own = tests.filter((test) => test.name === sentence)
    ledger.set(id, {
      constraint: id,
      sentence,
      kata,
      evidence: (own.length > 0 ? own : tests).flatMap((test) => test.evidence),
      firstPassedAt: ledger.get(id)?.firstPassedAt ?? at,
      lastConfirmedAt: at,
    })
  }
}
