import type { RuleId } from './rules.ts'

/** One thing that an author has to change: where it is, what was expected and found, and what to do about it. */
export interface Problem {
  readonly rule: RuleId
  /** Relative to the course's root, with forward slashes. */
  readonly file: string
  /** Counts from 1. */
  readonly line?: number
  readonly expected: string
  readonly got: string
  readonly fix: string
}

/** What a function that judges exactly one rule returns. */
export type Unruled = Omit<Problem, 'rule'>

/** Puts the name of one rule on what was found for it. */
export function underRule(rule: RuleId, found: readonly Unruled[]): Problem[] {
  return found.map((problem) => ({ rule, ...problem }))
}
