import type { TraceStep } from '../interleave/trace.ts'
import type { WireUnit } from '../wire/unit.ts'

/** Who goes on next. */
export interface NextStep {
  readonly actor: string
  readonly unit: WireUnit
  /** What is done to it at this step, in words. */
  readonly fate?: string
}

/** Decides when the next step of a replayed order is taken. */
export interface Pace {
  /** Called when nothing moves and a unit is about to be let in: after how many others, and what has happened. */
  stand(next: NextStep, choices: number, steps: readonly TraceStep[]): Promise<void>
  /** Called when nothing more comes, however it ended. */
  end(choices: number, steps: readonly TraceStep[]): void
  /** Called when the program no longer does what was recorded. */
  diverge(reason: string): void
}
