import type { KataSources } from '../sources/kata-sources.ts'
import { alternativeFiles, variantName, wrongFiles } from '../sources/variant-files.ts'

/** One file that takes the learner's place in a run. */
export interface Variant {
  readonly kind: 'starter' | 'solution' | 'alternative' | 'wrong'
  /** `starter`, `solution`, or the file's name without its ending. */
  readonly name: string
  /** Below the kata's folder. */
  readonly path: string
}

/** The variants of a kata that are there, in the order in which the gate runs them. */
export function listVariants(kata: KataSources): Variant[] {
  const variants: Variant[] = [
    { kind: 'starter', name: 'starter', path: kata.variantName },
    { kind: 'solution', name: 'solution', path: `solution/${kata.variantName}` },
    ...alternativeFiles(kata).map((path): Variant => ({ kind: 'alternative', name: variantName(path), path })),
    ...wrongFiles(kata).map((path): Variant => ({ kind: 'wrong', name: variantName(path), path })),
  ]
  return variants.filter(({ path }) => kata.files.has(path))
}
