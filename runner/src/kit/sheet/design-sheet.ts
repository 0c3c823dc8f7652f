import type {
  Break,
  CostPer1000,
  CostPerMonth,
  Decision,
  Failure,
  Idempotence,
  Lag,
  Overload,
  Retry,
  Staleness,
  Timeout,
  Truth,
  Twice,
} from './claim-shapes.ts'

/** Nothing is claimed. A test that asks for the claim fails, and says what is missing. */
export interface Unclaimed {
  readonly claim: 'unclaimed'
}

/** The question has no meaning for this system. */
export interface NotApplicable {
  readonly claim: 'does not apply'
  readonly because: string
}

/** A claim in a form that a test can try to falsify, or the word that none is made. */
export type Claim<Value> = Value | Unclaimed | NotApplicable

/** What somebody claims about the system that they built, beside its code. */
export interface DesignSheet {
  /** Which store holds what: if it is emptied that is gone, and if all others are emptied it is not. */
  readonly sourceOfTruth: Claim<readonly Truth[]>
  /** What may be shown or used although it is no longer so, and for how long at most. */
  readonly mayBeStale: Claim<readonly Staleness[]>
  /** What is tried again, how often at most, and when that ends. */
  readonly retried: Claim<readonly Retry[]>
  /** What has one effect however often it is asked for, and by which key that is known. */
  readonly idempotent: Claim<readonly Idempotence[]>
  /** What gives up first when something behind it is slow. */
  readonly timesOutFirst: Claim<Timeout>
  /** What happens beyond which load. */
  readonly underOverload: Claim<Overload>
  /** Without which part what is let through (open), or refused (closed). */
  readonly failsOpenOrClosed: Claim<readonly Failure[]>
  /** What a reader sees while a replica is behind. */
  readonly whenReplicaLags: Claim<readonly Lag[]>
  /** What a message does that is processed twice. */
  readonly whenProcessedTwice: Claim<readonly Twice[]>
  /** What gives way first as there is more of everything, and at how much of it at the earliest. */
  readonly breaksFirst: Claim<Break>
  /** What it costs to run at a stated load. */
  readonly costPerMonth: Claim<CostPerMonth>
  /** What 1,000 requests cost, and the work that they are for the parts behind. */
  readonly costPer1000Requests: Claim<CostPer1000>
  /** In words, for the decision record of `kata export --decision`. No test reads it. */
  readonly decision?: Decision
}

/** The fields that are claims. */
export type SheetField = Exclude<keyof DesignSheet, 'decision'>

/** What is claimed in a field, when something is. */
export type ClaimIn<Field extends SheetField> = Exclude<DesignSheet[Field], Unclaimed | NotApplicable>

/**
 * A design sheet: give each field a claim, `unclaimed()` or `doesNotApply('why')`. Needs no server and throws nothing:
 * what is missing or vague is told by the test that asks for it.
 *
 * @example
 * export default designSheet({
 *   sourceOfTruth: [{ what: 'tokens of a client', in: 'redis' }],
 *   failsOpenOrClosed: [{ when: 'redis is gone', fails: 'open', withinMs: 100 }],
 *   whenReplicaLags: doesNotApply('There is no replica.'),
 *   mayBeStale: unclaimed(),
 *   …
 * })
 */
export function designSheet(sheet: DesignSheet): DesignSheet {
  return sheet
}

/** Says that nothing is claimed yet. @example retried: unclaimed() */
export function unclaimed(): Unclaimed {
  return { claim: 'unclaimed' }
}

/** Says why a question has no meaning for this system. @example whenReplicaLags: doesNotApply('There is no replica.') */
export function doesNotApply(because: string): NotApplicable {
  return { claim: 'does not apply', because }
}
