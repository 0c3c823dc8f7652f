import { type Unruled, underRule } from '../problem.ts'
import { needsRuns, type RuleId, rulesFor, type Subject } from '../rules.ts'
import type { RuleResult } from './report.ts'

/** A rule that could not be judged, and why. */
export interface NotJudged {
  readonly reason: string
}

/** What was found for each rule of one subject. */
export class Judgements {
  readonly #found = new Map<RuleId, readonly Unruled[] | NotJudged>()

  set(rule: RuleId, found: readonly Unruled[] | NotJudged): void {
    this.#found.set(rule, found)
  }

  /** Judges several rules with the same arguments. */
  judge<Args extends readonly unknown[]>(
    rules: Partial<Record<RuleId, (...args: Args) => readonly Unruled[]>>,
    ...args: Args
  ): void {
    for (const [rule, check] of Object.entries(rules)) this.set(rule as RuleId, check(...args))
  }

  /** A result for every rule of the subject, in their order; a rule that nobody judged is skipped for `otherwise`. */
  results(subject: Subject, otherwise: string): RuleResult[] {
    return rulesFor(subject).map((rule) => toResult(rule, this.#found.get(rule) ?? { reason: whyNot(rule, otherwise) }))
  }
}

function whyNot(rule: RuleId, otherwise: string): string {
  return needsRuns(rule) ? otherwise : 'a file that it reads is missing'
}

function toResult(rule: RuleId, found: readonly Unruled[] | NotJudged): RuleResult {
  if ('reason' in found) return { rule, state: 'skipped', problems: [], reason: found.reason }
  return { rule, state: found.length === 0 ? 'passed' : 'failed', problems: underRule(rule, found) }
}
