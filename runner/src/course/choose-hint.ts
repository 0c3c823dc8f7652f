import type { Hint } from './parse-hints.ts'

interface HintSituation {
  /** Name of the test that failed first in the last run. */
  readonly failedTest?: string | undefined
  /** Headings of the hints that were shown already. */
  readonly seen: readonly string[]
}

/**
 * The hint to show next: first those for the failing test, then those for any, then the rest; each in the
 * ladder's order, which alone decides before anything has failed. Nothing when all were shown.
 */
export function chooseHint(hints: readonly Hint[], { failedTest, seen }: HintSituation): Hint | undefined {
  const unseen = hints.filter((hint) => !seen.includes(hint.heading))
  if (failedTest === undefined) return unseen[0]
  return (
    unseen.find((hint) => hint.forTest === failedTest) ?? unseen.find((hint) => hint.forTest === undefined) ?? unseen[0]
  )
}
