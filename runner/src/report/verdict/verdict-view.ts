import type { Screen } from '../../terminal/screen.ts'

/** Something that the learner can do next. */
export interface NextStep {
  /** A key or a command, as it is typed. */
  readonly type: string
  readonly does: string
}

/** Where and how a verdict is shown. */
export interface VerdictView {
  readonly screen: Screen
  /** How many runs of this kata there have been, this one included. */
  readonly runNumber?: number
  /** The best first. */
  readonly next: readonly NextStep[]
  /** Sentences of the constraints that this run entered into the ledger. */
  readonly entered?: readonly string[]
  /** Sentences about the way to this pass, and what follows from it. */
  readonly remarks?: readonly string[]
}
