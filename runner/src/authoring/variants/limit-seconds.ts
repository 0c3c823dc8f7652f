import type { Kata } from '../../course/kata.ts'
import type { Variant } from './variant.ts'

/** How long a run may take: each stage of a build up to this one has its own time. */
export function limitSecondsOf(
  { timeoutSeconds, stage, capstone }: Kata,
  { isCapstone }: Pick<Variant, 'isCapstone'>,
): number {
  if (isCapstone && capstone !== undefined) return capstone.timeoutSeconds
  const earlier = stage?.stages.slice(0, stage.number - 1) ?? []
  return earlier.reduce((sum, each) => sum + each.timeoutSeconds, timeoutSeconds)
}
