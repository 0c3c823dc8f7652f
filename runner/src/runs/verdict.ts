import type { Evidence } from '../evidence.ts'

/** One test of a kata, as it ended. Order is file order. */
export interface TestOutcome {
  readonly name: string
  /** Of a build: slug of the stage whose test it is. */
  readonly stage?: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly durationMs: number
  /** The assertion's message, without a stack. Only when `state` is `failed`. */
  readonly message?: string
  /** Expected against received, line by line; only when the message has no words of the author's own. */
  readonly diff?: string
  readonly evidence: readonly Evidence[]
  /** How many servers of each kind the test's fixtures leased. */
  readonly services: Readonly<Record<string, number>>
}

/** Something worth knowing that does not change the verdict: a type error, an edited test, a learner's open timer. */
export interface Note {
  readonly kind: 'type-error' | 'edited-test' | 'open-resource' | 'kept-service' | 'unhandled-error'
  readonly text: string
}

/** A place in the learner's own file. Lines and columns count from 1. */
export interface Place {
  /** Name of the file, without its folder. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** The line itself, when it could be read. */
  readonly code?: string
}

/** Why the process ended, or should have: a call of `process.exit`, the memory limit, an error that nothing caught, or its own death. */
export type CrashReason = 'exit' | 'memory' | 'unhandled' | 'died'

interface VerdictBase {
  readonly kata: string
  /** Unique, sortable by time. */
  readonly runId: string
  /** Of a build, unless it passed: slug of the stage whose test did not. */
  readonly brokenStage?: string
  /** From the start of vitest to its end, in milliseconds. */
  readonly durationMs: number
  readonly tests: readonly TestOutcome[]
  readonly notes: readonly Note[]
  /** What the learner's code printed, in order. Shown, never judged. */
  readonly output: string
}

/**
 * The outcome of one run of one kata. The learner's fault and the machine's are never mixed:
 * `undecided` is the machine's, it neither passes nor fails.
 */
export type Verdict = VerdictBase &
  (
    | { readonly state: 'passed' }
    /** `failedTest` names the first failing test in file order; its message is in `tests`. */
    | {
        readonly state: 'failed'
        readonly failedTest: string
        readonly message: string
        /** When the learner's own code threw. */
        readonly place?: Place
      }
    /** A syntax error or an import that does not resolve; for SQL, a configuration and the like: the server refuses the file. */
    | { readonly state: 'did-not-compile'; readonly message: string; readonly place?: Place }
    /** The kata's time limit passed; the process was ended by the runner. */
    | { readonly state: 'timed-out'; readonly limitSeconds: number; readonly runningTest?: string }
    /** `process.exit`, out of memory, or an error that nothing caught, although the tests may be green. */
    | {
        readonly state: 'crashed'
        readonly reason: CrashReason
        readonly message: string
        readonly place?: Place
        readonly runningTest?: string
      }
    /** A server was lost, or the order could not be decided. */
    | { readonly state: 'undecided'; readonly message: string; readonly hint: string }
  )

export type VerdictState = Verdict['state']
