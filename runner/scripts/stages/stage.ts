/** How many checks of a stage ended which way. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export interface StageContext {
  /** The root of the repository. */
  readonly root: string
  readonly write: (text: string) => void
  /** True where nobody watches: a service that would be skipped elsewhere is a failure. */
  readonly isCI: boolean
  /** Keeps what has to be undone when all stages are over, the last one first. */
  readonly onEnd: (undo: () => Promise<void>) => void
}

/** One part of `npm test`. */
export interface Stage {
  readonly name: string
  /** Says by `write` what went wrong; throws only when it could not be carried out. */
  run(context: StageContext): Promise<Counts>
}

/** The counts of one check. */
export function oneCheck(isPassed: boolean): Counts {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, skipped: 0 }
}

export function addCounts(counts: readonly Counts[]): Counts {
  const sum = (pick: (each: Counts) => number) => counts.reduce((total, each) => total + pick(each), 0)
  return { passed: sum((c) => c.passed), failed: sum((c) => c.failed), skipped: sum((c) => c.skipped) }
}

/** `12 passed, 0 failed`, with the skipped only where there are any. */
export function renderCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
