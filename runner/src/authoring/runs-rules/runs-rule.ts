import type { Unruled } from '../problem.ts'
import type { KataRuns } from '../variants/variant-run.ts'

/** Judges one rule of one kata by what came of its runs. Undecided runs are the machine's affair and are passed over. */
export type RunsRule = (runs: KataRuns) => Unruled[]
