import type { Evidence } from '../../evidence.ts'
import type { UsedServer } from '../../runs/find-servers.ts'
import type { VerdictState } from '../../runs/verdict.ts'
import type { Problem } from '../problem.ts'
import type { RuleId, Subject } from '../rules.ts'
import type { Variant } from '../variants/variant.ts'
import type { KataRepeats, Repeats } from './repeats.ts'

/** How one rule ended for one subject. */
export interface RuleResult {
  readonly rule: RuleId
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly problems: readonly Problem[]
  /** Why it was skipped. */
  readonly reason?: string
}

/** One run as it goes into the proof of a kata. */
export interface RunSummary {
  readonly variant: string
  readonly kind: Variant['kind']
  readonly state: VerdictState
  readonly seconds: number
  readonly seed?: number
  readonly failedTest?: string
  /** What a learner would have read; only when it failed. */
  readonly message?: string
  readonly evidence: readonly Evidence[]
}

/** What the gate says of one kata, one lesson, or the course. */
export interface SubjectReport {
  readonly subject: Subject
  readonly slug: string
  readonly seconds: number
  readonly rules: readonly RuleResult[]
  readonly runs: readonly RunSummary[]
  /** Only of a kata. */
  readonly repeats?: KataRepeats
  /** What the machine could not decide. Never an author's failure. */
  readonly undecided: readonly string[]
  /** Files that `--write` brought up to date. */
  readonly written: readonly string[]
  /** Of a kata's files as they were judged. */
  readonly fingerprint?: string
  /** Those on which a kata's runs took place. */
  readonly servers?: readonly UsedServer[]
}

/** What judged. */
export interface GateVersions {
  readonly loadbearing: string
  readonly node: string
  readonly platform: string
}

/** What the gate says. The shape of `kata dev check --json`. */
export interface GateReport {
  readonly state: 'passed' | 'failed' | 'undecided'
  /** The seed from which the random test orders were drawn. */
  readonly seed: number
  readonly repeats: Repeats
  readonly isStressed: boolean
  readonly seconds: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly versions: GateVersions
  readonly subjects: readonly SubjectReport[]
}

/** Failed when any rule is broken; undecided when none is, but the machine could not judge all. */
export function stateOf(subjects: readonly SubjectReport[]): GateReport['state'] {
  if (subjects.some(({ rules }) => rules.some(({ state }) => state === 'failed'))) return 'failed'
  return subjects.some(({ undecided }) => undecided.length > 0) ? 'undecided' : 'passed'
}
