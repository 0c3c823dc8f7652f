import type { VerdictState } from '../../runs/verdict.ts'

/** What came of one learner's work on one kata. */
export interface Grade {
  readonly learner: string
  /** Absent when the learner's folder itself is not as it should be. */
  readonly kata?: string
  readonly state: VerdictState | 'missing' | 'unreadable'
  /** The first test that failed. */
  readonly failedTest?: string
  readonly message?: string
  readonly durationMs?: number
  /** 2 when the first run was not decided. */
  readonly tries?: number
  /** What it left behind on servers. */
  readonly left?: readonly string[]
}

/** How many there are of each. */
export interface GradeSummary {
  readonly learners: number
  readonly passed: number
  /** The learner's: failed, not compiled, out of time, crashed. */
  readonly notPassed: number
  readonly missing: number
  readonly unreadable: number
  /** The machine's: these neither pass nor fail. */
  readonly undecided: number
}

export function summariseGrades(grades: readonly Grade[]): GradeSummary {
  const count = (...states: readonly Grade['state'][]): number =>
    grades.filter(({ state }) => states.includes(state)).length
  return {
    learners: new Set(grades.map(({ learner }) => learner)).size,
    passed: count('passed'),
    notPassed: count('failed', 'did-not-compile', 'timed-out', 'crashed'),
    missing: count('missing'),
    unreadable: count('unreadable'),
    undecided: count('undecided'),
  }
}
