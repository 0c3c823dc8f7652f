import { type LoadResult, LoadTally } from './load-result.ts'
import type { Pace } from './pace.ts'

interface Setting {
  readonly call: (nth: number, signal: AbortSignal) => Promise<unknown>
  readonly pace: Pace
}

/** One load, from its first arrival until its last call has ended or is given up. */
export class LoadRun {
  readonly #setting: Setting
  readonly #tally = new LoadTally()
  /** When each call that has not ended was meant to start. */
  readonly #open = new Map<number, number>()
  readonly #over = new AbortController()
  #lastEnded: () => void = () => {}

  constructor(setting: Setting) {
    this.#setting = setting
  }

  /** Rejects with the reason of `signal` when that is aborted first. */
  async play(plan: readonly number[], drainMs: number, signal: AbortSignal = new AbortController().signal) {
    const { pace } = this.#setting
    const beginMs = pace.nowMs()
    try {
      for (const [at, dueMs] of plan.entries()) {
        await pace.until(beginMs + dueMs, signal)
        signal.throwIfAborted()
        this.#start(at + 1, beginMs + dueMs)
      }
      await this.#drain(drainMs, signal)
      signal.throwIfAborted()
      return this.#finish(plan.length)
    } finally {
      this.#over.abort()
    }
  }

  #start(nth: number, intendedMs: number): void {
    this.#open.set(nth, intendedMs)
    const end = (outcome: string): void => {
      // What ends after the load is over has been counted as unfinished.
      if (!this.#open.delete(nth)) return
      this.#tally.count(outcome, this.#setting.pace.nowMs() - intendedMs)
      if (this.#open.size === 0) this.#lastEnded()
    }
    const calling = async (): Promise<unknown> => this.#setting.call(nth, this.#over.signal)
    calling().then(
      (outcome) => end(typeof outcome === 'string' ? outcome : 'answered'),
      () => end('failed'),
    )
  }

  async #drain(drainMs: number, signal: AbortSignal): Promise<void> {
    const { pace } = this.#setting
    const ended = new AbortController()
    this.#lastEnded = () => ended.abort()
    if (this.#open.size > 0) await pace.until(pace.nowMs() + drainMs, AbortSignal.any([ended.signal, signal]))
  }

  #finish(arrivals: number): LoadResult {
    const nowMs = this.#setting.pace.nowMs()
    for (const intendedMs of this.#open.values()) this.#tally.count('unfinished', nowMs - intendedMs)
    this.#open.clear()
    return this.#tally.toResult(arrivals)
  }
}
