import type { Evidence } from '../../evidence.ts'
import { AssertionFailure } from '../assertion-failure.ts'
import { number } from './describe-claim.ts'
import type { SheetField } from './design-sheet.ts'

/** What a claim is about, in words. */
export interface ClaimSubject {
  readonly field: SheetField
  /** Which of the things that the field names. */
  readonly about?: string
  /** The claim itself. */
  readonly claimed: string
}

type ClaimEvidence = Extract<Evidence, { kind: 'claim' }>

interface Bound {
  /** What happened, as a sentence without measured times: it is what a learner reads when the claim was too bold. */
  readonly told?: string
  /** A bound that is this many times wider than needed is too modest. 10 unless stated. */
  readonly modestFrom?: number
}

/** The parts of a claim that are numbers. */
type NumberPart<Value> = { [Part in keyof Value]-?: number extends Value[Part] ? Part : never }[keyof Value] & string

/**
 * A claim of the sheet that a test has asked for and is to judge, by one or more of the methods. Each outcome is evidence
 * of the run. Needs no server.
 */
export class Claimed<Value extends object> {
  /** What is claimed. */
  readonly value: Value
  readonly #subject: ClaimSubject
  readonly #record: (evidence: ClaimEvidence) => void
  #isJudged = false

  constructor(value: Value, subject: ClaimSubject, record: (evidence: ClaimEvidence) => void) {
    this.value = value
    this.#subject = subject
    this.#record = record
  }

  /** Whether a test has said what came of it. */
  get isJudged(): boolean {
    return this.#isJudged
  }

  /** In the words of a message: `failsOpenOrClosed (redis is gone)`. */
  get name(): string {
    return nameOf(this.#subject)
  }

  /** The claim was tried, and is so. @example claim.held('200 of 200 requests were let through') */
  held(seen: string): void {
    this.#settle('held', seen)
  }

  /** The claim is so, and more could be claimed. @example claim.tooModest('no retry was seen', 'Claim 0 retries.') */
  tooModest(seen: string, remark: string): void {
    this.#settle('too-modest', seen, remark)
  }

  /**
   * The claim is not so: fails the test with the evidence against it.
   * @throws AssertionFailure always
   * @example claim.tooBold('With Redis gone, 200 of 200 requests were refused.')
   */
  tooBold(seen: string): never {
    this.#refute(seen, seen)
  }

  /**
   * Judges a claimed upper bound, in its own unit.
   * @throws AssertionFailure when more was seen
   * @example claim.atMost('withinMs', slowestMs, { told: 'With Redis gone, an answer came later than claimed.' })
   */
  atMost(part: NumberPart<Value>, seen: number, { told, modestFrom = 10 }: Bound = {}): void {
    const bound = this.#numberAt(part)
    const found = `${part}: ${number(seen)} seen, at most ${number(bound)} claimed`
    if (seen > bound) this.#refute(found, told)
    if (bound > Math.max(seen, 1) * modestFrom) this.tooModest(found, `${part} could be claimed lower.`)
    else this.held(found)
  }

  /**
   * Judges a claimed lower bound, in its own unit.
   * @throws AssertionFailure when less was seen
   * @example claim.atLeast('at', clientsHeld, { told: 'Memory ran out before as many clients as claimed.' })
   */
  atLeast(part: NumberPart<Value>, seen: number, { told, modestFrom = 10 }: Bound = {}): void {
    const bound = this.#numberAt(part)
    const found = `${part}: ${number(seen)} seen, at least ${number(bound)} claimed`
    if (seen < bound) this.#refute(found, told)
    if (seen > Math.max(bound, 1) * modestFrom) this.tooModest(found, `${part} could be claimed higher.`)
    else this.held(found)
  }

  /**
   * Judges a claimed word. One of the `modest` words promises less than what was seen.
   * @throws AssertionFailure when another word than the claimed one is true
   * @example claim.is('fails', allowed === 200 ? 'open' : 'closed', { told: 'With Redis gone, all were refused.' })
   */
  is<Part extends keyof Value & string>(
    part: Part,
    seen: Value[Part],
    { told, modest = [] }: { readonly told?: string; readonly modest?: readonly Value[Part][] } = {},
  ): void {
    const found = `${part}: ${String(seen)} seen, ${String(this.value[part])} claimed`
    if (this.value[part] === seen) this.held(found)
    else if (modest.includes(this.value[part])) this.tooModest(found, `"${String(seen)}" could be claimed.`)
    else this.#refute(found, told)
  }

  /** The evidence holds what was measured; the message only what stays the same from run to run, if the test says it. */
  #refute(found: string, told = `${found}.`): never {
    this.#settle('too-bold', found)
    throw new AssertionFailure(
      `design-sheet.ts is too bold in ${this.name}. Claimed: ${this.#subject.claimed}.\n${told}\nChange the claim, or the code until it holds.`,
    )
  }

  #numberAt(part: NumberPart<Value>): number {
    return Number(this.value[part])
  }

  #settle(outcome: ClaimEvidence['outcome'], seen: string, remark?: string): void {
    this.#isJudged = true
    this.#record({ kind: 'claim', ...this.#subject, outcome, seen, ...(remark === undefined ? {} : { remark }) })
  }
}

/** A field, and which of its things is meant. */
export function nameOf({ field, about }: Pick<ClaimSubject, 'field' | 'about'>): string {
  return about === undefined ? field : `${field} (${about})`
}
