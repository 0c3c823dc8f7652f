import { createLatencies, type Latencies, type Latency } from './latencies.ts'

/** What came of a load. */
export interface LoadResult {
  /** How many calls were started. */
  readonly arrivals: number
  /** How many ended how: `answered`, `failed`, `unfinished`, and what the calls themselves said. */
  readonly outcomes: Readonly<Record<string, number>>
  /**
   * Of all calls, from the intended start.
   * @example evidence.histogram('latency at 50 a second', 'ms', result.latency.buckets)
   */
  readonly latency: Latency
  /** Of the calls that ended so. */
  latencyOf(outcome: string): Latency
}

/** Counts how calls end. */
export class LoadTally {
  readonly #all = createLatencies()
  readonly #byOutcome = new Map<string, Latencies>()
  readonly #counts: Record<string, number> = {}

  count(outcome: string, latencyMs: number): void {
    this.#counts[outcome] = (this.#counts[outcome] ?? 0) + 1
    this.#all.add(latencyMs)
    this.#of(outcome).add(latencyMs)
  }

  toResult(arrivals: number): LoadResult {
    return {
      arrivals,
      outcomes: this.#counts,
      latency: this.#all.toLatency(),
      latencyOf: (outcome) => this.#of(outcome).toLatency(),
    }
  }

  #of(outcome: string): Latencies {
    const known = this.#byOutcome.get(outcome)
    if (known) return known
    const made = createLatencies()
    this.#byOutcome.set(outcome, made)
    return made
  }
}
