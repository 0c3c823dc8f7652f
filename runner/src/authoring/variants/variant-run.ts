import type { UsedServer } from '../../runs/find-servers.ts'
import type { Verdict } from '../../runs/verdict.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import type { Variant } from './variant.ts'

/** What came of one run of one variant. */
export interface VariantRun {
  readonly variant: Variant
  readonly verdict: Verdict
  /** Set when the tests ran in random order: the same number gives the same order again. */
  readonly seed?: number
}

/** All runs of one kata. */
export interface KataRuns {
  readonly kata: KataSources
  /** Each variant once, in file order. */
  readonly first: readonly VariantRun[]
  /** Right and wrong solutions again, in random order; without a seed, what was slow the first time. */
  readonly again: readonly VariantRun[]
  /** Services that the fixtures leased in any run, and the most of each at once. */
  readonly used: Readonly<Record<string, number>>
  /** What was still there on a server when all runs had ended, in words. */
  readonly leftovers: readonly string[]
  readonly servers: readonly UsedServer[]
}
