import type { Evidence } from '../evidence.ts'
import type { ReplayPlan, ReplayStop } from '../replay.ts'

/** What the runner asks of the host. */
export type HostRequest = RunRequest | StopRequest | GoOnRequest

/** The time is up: the running test is broken off, and its fixtures are torn down, if its thread still listens. */
export interface StopRequest {
  readonly type: 'stop'
}

/** A replay that stands takes its next step; unless stepwise, all that are left. */
export interface GoOnRequest {
  readonly type: 'goes-on'
  readonly isStepwise: boolean
}

export interface RunRequest {
  readonly type: 'run'
  /** Absolute path at which the test seems to lie. The learner's copy there, if any, is not read. */
  readonly testFile: string
  /** Text of the test that judges. */
  readonly pristineTest: string
  /** Absolute path of the learner's file, read anew. */
  readonly learnerFile: string
  /** The tests run in random order; the same number gives the same order again. */
  readonly seed?: number
  /** Only the test that it names is run, and in that test only the one order or crash point. */
  readonly replay?: ReplayPlan
}

/** What the host tells, in the order in which it happens. */
export type HostMessage =
  /** Vitest is loaded, and the time of the run begins. */
  | { readonly type: 'run-started' }
  | { readonly type: 'test-started'; readonly name: string }
  | { readonly type: 'test-ended'; readonly test: ReportedTest }
  /** A fixture begins or ends to wait for a server. */
  | { readonly type: 'lease-wait'; readonly isWaiting: boolean }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'exit-called'; readonly exitCode: string; readonly stack: string }
  | { readonly type: 'stands'; readonly stop: ReplayStop }
  | { readonly type: 'memory-exhausted'; readonly usedBytes: number }
  | {
      readonly type: 'run-ended'
      /** In file order. */
      readonly tests: readonly ReportedTest[]
      /** Of loading the test or what it imports. */
      readonly moduleErrors: readonly ReportedError[]
      readonly unhandledErrors: readonly ReportedError[]
    }
  | { readonly type: 'host-failed'; readonly message: string }

export interface ReportedTest {
  readonly name: string
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending'
  readonly durationMs: number
  readonly errors: readonly ReportedError[]
  readonly evidence: readonly Evidence[]
  /** What the kit says when it could not decide. */
  readonly undecided?: { readonly message: string; readonly hint: string }
  /** What the kit says about servers that were kept to be looked at. */
  readonly kept: readonly string[]
  /** How many servers of each kind the test's fixtures leased. */
  readonly services: Readonly<Record<string, number>>
}

/** An error as it crosses processes. */
export interface ReportedError {
  readonly name: string
  readonly message: string
  readonly diff?: string
  /** Only of errors thrown on purpose by this program. */
  readonly hint?: string
  readonly exitCode?: number
  /** Where it was thrown, innermost first, in the sources as they were written. */
  readonly frames: readonly ReportedFrame[]
  /** What a compiler draws below the line in question. */
  readonly codeFrame?: string
}

export interface ReportedFrame {
  readonly file: string
  readonly line: number
  readonly column: number
}
