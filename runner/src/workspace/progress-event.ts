import type { Constraint } from '../course/kata-metadata.ts'
import type { Evidence } from '../evidence.ts'
import type { VerdictState } from '../runs/verdict.ts'

interface EventBase {
  /** Unique, sortable by time. Logs of two machines merge by it. */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface RunEvent extends EventBase {
  readonly kind: 'run'
  readonly kata: string
  readonly runId: string
  readonly state: VerdictState
  readonly durationMs: number
  /** Of the learner's file, with LF ends. */
  readonly contentHash: string
  /** Of the pristine test that judged it. */
  readonly testHash: string
  /** The folder that keeps the version which was judged, relative to the workspace; none for the starter as it was given. */
  readonly attempt?: string
  readonly failedTest?: string
  readonly message?: string
  readonly tests: readonly RecordedTest[]
  /** What the pass defends. Only on a pass. */
  readonly constraints?: readonly Constraint[]
}

/** One test of a run, as it ended. */
export interface RecordedTest {
  readonly name: string
  /** Of a build: slug of the stage whose test it is. */
  readonly stage?: string
  readonly state: string
  readonly evidence: readonly Evidence[]
}

/** The run over a whole build, which is no run of a kata. */
export interface CapstoneEvent extends EventBase {
  readonly kind: 'capstone'
  readonly build: string
  readonly runId: string
  readonly state: VerdictState
  readonly durationMs: number
  /** Of the learner's code, with LF ends. */
  readonly contentHash: string
  /** As with a run. */
  readonly attempt?: string
  readonly failedTest?: string
  readonly message?: string
  readonly tests: readonly RecordedTest[]
}

/** A chapter's hardest kata was begun, to stand for those of the chapter that were not passed by then. */
export interface TestOutEvent extends EventBase {
  readonly kind: 'testout'
  readonly chapter: string
  /** Slug of the chapter's boss. */
  readonly kata: string
  readonly standsFor: readonly { readonly kata: string; readonly constraints: readonly Constraint[] }[]
  readonly given?: GivenHashes
}

/** Fingerprints of what a kata gave the learner, so that it can be told later what changed. */
export interface GivenHashes {
  readonly readme: string
  readonly starter: string
  readonly test: string
  /** Of a drill: the further files of its system, by name. */
  readonly files?: Readonly<Record<string, string>>
}

/** What happened, as it is kept. The log of these is the only source of truth about progress. */
export type ProgressEvent =
  | RunEvent
  | (EventBase & { readonly kind: 'started'; readonly kata: string; readonly given?: GivenHashes })
  | (EventBase & { readonly kind: 'hint'; readonly kata: string; readonly heading: string; readonly forTest?: string })
  | (EventBase & { readonly kind: 'solution'; readonly kata: string; readonly isBeforePass: boolean })
  /** `question` and `option` are texts, so that a reworded lesson does not change what was answered. */
  | (EventBase & {
      readonly kind: 'prediction'
      readonly lesson: string
      readonly question: string
      readonly option: string
      readonly isCorrect: boolean
    })
  /** `attempt` is the folder that keeps the learner's version, relative to the workspace. */
  | (EventBase & {
      readonly kind: 'reset'
      readonly kata: string
      readonly attempt: string
      readonly given?: GivenHashes
    })
  /** `version` was put back, and `attempt` keeps what was there before; both relative to the workspace. */
  | (EventBase & {
      readonly kind: 'restored'
      readonly kata: string
      readonly version: string
      readonly attempt?: string
    })
  /** A passed kata was begun again from its starter; `attempt` as with a reset, when there was a version to keep. */
  | (EventBase & {
      readonly kind: 'review'
      readonly kata: string
      readonly attempt?: string
      readonly given?: GivenHashes
    })
  | TestOutEvent
  | CapstoneEvent
  /** A lesson was read to its end. */
  | (EventBase & { readonly kind: 'read'; readonly lesson: string })

/** An event as its maker gives it; id and time are added when it is appended. */
export type NewEvent = ProgressEvent extends infer Event
  ? Event extends ProgressEvent
    ? Omit<Event, 'id' | 'at'>
    : never
  : never
