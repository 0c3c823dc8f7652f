import type { MessageSnapshot } from '../course/message-snapshots.ts'
import type { RunEvent } from './progress-event.ts'

/** Runs that failed as one of the course's wrong solutions fails, and as no other. */
export interface SameFailure {
  /** Name of the wrong solution. */
  readonly name: string
  /** As they were counted on the screen, in order. */
  readonly runs: readonly number[]
}

interface Recorded {
  /** All runs of the kata, in order; the first is run 1. */
  readonly runs: readonly RunEvent[]
  /** Ids of those to look at. */
  readonly wanted: ReadonlySet<string>
  readonly snapshots: readonly MessageSnapshot[]
  /** Of the starter, whose own failure is nobody's mistake. */
  readonly starterHash: string
  /** Of the test for which the snapshots were reviewed. */
  readonly testHash: string
}

/**
 * Compares what failed runs said with what each wrong solution is told. Code is never looked at. Where two wrong
 * solutions are told the same, nothing is concluded.
 */
export function findSameFailures({ runs, wanted, snapshots, starterHash, testHash }: Recorded): SameFailure[] {
  const found = new Map<string, number[]>()
  for (const [index, run] of runs.entries()) {
    const isAttempt = wanted.has(run.id) && run.testHash === testHash && run.contentHash !== starterHash
    const name = isAttempt ? findOnly(run, snapshots) : undefined
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), index + 1])
  }
  return [...found].map(([name, numbers]) => ({ name, runs: numbers }))
}

function findOnly({ state, failedTest, message }: RunEvent, snapshots: readonly MessageSnapshot[]): string | undefined {
  if (state !== 'failed' || message === undefined) return undefined
  const same = snapshots.filter((snapshot) => snapshot.fails === failedTest && snapshot.message === message.trim())
  return same.length === 1 ? same[0]?.name : undefined
}
