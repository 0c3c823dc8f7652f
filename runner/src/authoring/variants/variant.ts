import { posix } from 'node:path'
import type { KataSources } from '../sources/kata-sources.ts'
import { alternativeFiles, isSheet, sheetOf, variantName, wrongFiles } from '../sources/variant-files.ts'

/** One file that takes the learner's place in a run. */
export interface Variant {
  readonly kind: 'starter' | 'solution' | 'alternative' | 'wrong'
  /** `starter`, `solution`, or the file's name without its ending. */
  readonly name: string
  /** Below the kata's folder. Of a later stage of a build, the starter lies beside it. */
  readonly path: string
  /** The code, when `path` is a design sheet. */
  readonly code?: string
  /** Of a stage of a build: the design sheet beside the code. */
  readonly sheet?: string
  /** It runs the capstone of its build in place of the tests. */
  readonly isCapstone?: true
}

/** Whether it has to pass. */
export function isRight({ kind }: Variant): boolean {
  return kind === 'solution' || kind === 'alternative'
}

/** The variants of a kata that are there, in the order in which the gate runs them. */
export function listVariants(kata: KataSources): Variant[] {
  const solution = `solution/${kata.variantName}`
  const starter = posix.relative(kata.folder, kata.starterPath)
  const variants: Variant[] = [
    { kind: 'starter', name: 'starter', path: starter },
    { kind: 'solution', name: 'solution', path: solution },
    ...alternativeFiles(kata).map((path): Variant => ({ kind: 'alternative', name: variantName(path), path })),
    ...wrongFiles(kata).map((path): Variant => ({ kind: 'wrong', name: variantName(path), path })),
  ]
  const found = variants.filter(({ path }) => path === starter || kata.files.has(path))
  if (kata.kata?.stage === undefined) return found
  const staged = found.map((variant) => withSheet(kata, variant, solution))
  return kata.kata.capstone === undefined ? staged : [...staged, ...capstonesOf(staged)]
}

/** The starter is tried with the claims of the solution, so that it fails by what it does and not by what it leaves unsaid. */
function withSheet(kata: KataSources, variant: Variant, solution: string): Variant {
  const sheet = sheetOf(kata, variant.path)
  return { ...variant, sheet, ...(isSheet(variant.path) ? { code: solution } : {}) }
}

/** Every right solution has to come through the run over the whole build. */
function capstonesOf(variants: readonly Variant[]): Variant[] {
  const right = variants.filter(isRight)
  return right.map((variant) => ({ ...variant, name: `${variant.name} (capstone)`, isCapstone: true }))
}
