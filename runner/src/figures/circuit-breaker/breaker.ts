import type { Breaker } from './state.ts'

export const closed: Breaker = { failures: 0, openUntilTick: undefined, isProbing: false }

interface Settings {
  /** In a row. */
  readonly failures: number
  readonly pauseTicks: number
}

/** What becomes of a call that wants to go out now. */
export function decide({ openUntilTick, isProbing }: Breaker, tick: number): 'pass' | 'probe' | 'refuse' {
  if (openUntilTick === undefined) return 'pass'
  return tick >= openUntilTick && !isProbing ? 'probe' : 'refuse'
}

/** The breaker after it has heard how a call ended. */
export function hear(
  breaker: Breaker,
  { isProbe, isInVain }: { readonly isProbe: boolean; readonly isInVain: boolean },
  tick: number,
  { failures: most, pauseTicks }: Settings,
): Breaker {
  const opened: Breaker = { failures: 0, openUntilTick: tick + pauseTicks, isProbing: false }
  if (isProbe) return isInVain ? opened : closed
  // What was sent before it opened tells nothing new.
  if (breaker.openUntilTick !== undefined) return breaker
  const failures = isInVain ? breaker.failures + 1 : 0
  return failures >= most ? opened : { ...breaker, failures }
}
