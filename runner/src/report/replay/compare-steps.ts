import type { TimelineStep } from '../../evidence.ts'

/** Where a replay went another way than the run that was recorded. */
export interface Difference {
  /** Counted from 1. */
  readonly step: number
  readonly before: TimelineStep | undefined
  readonly after: TimelineStep | undefined
}

/**
 * The first step that is not what it was. Where the code is the same only what kind of step it is counts, and whose:
 * texts may hold what is made anew each time, such as the token of a lock.
 */
export function findDifference(
  then: readonly TimelineStep[],
  now: readonly TimelineStep[],
  hasCodeChanged: boolean,
): Difference | undefined {
  const nameOf = hasCodeChanged ? textOf : kindOf
  for (let at = 0; at < Math.max(then.length, now.length); at += 1) {
    const [before, after] = [then[at], now[at]]
    if (before && after && nameOf(before) === nameOf(after)) continue
    return { step: at + 1, before, after }
  }
  return undefined
}

function textOf({ actor, text, result = '' }: TimelineStep): string {
  return [actor, text, result].join(' ')
}

function kindOf({ actor, text, result = '' }: TimelineStep): string {
  const [waiting] = /^(waits for .*|no answer|error \w+)/.exec(result) ?? ['']
  const [ending] = /^(returns|throws|sleeps|goes on|dies|does not hear)/.exec(text) ?? ['']
  return [actor, ending, waiting].join(' ')
}
