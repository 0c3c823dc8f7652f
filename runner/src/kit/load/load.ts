import type { TestClock } from '../clock.ts'
import { assertBounded } from './assert-bounded.ts'
import type { LoadResult } from './load-result.ts'
import { LoadRun } from './load-run.ts'
import { createClockPace, createRealPace } from './pace.ts'
import { type Arrivals, planArrivals } from './plan-arrivals.ts'

export interface LoadOptions extends Arrivals {
  /**
   * What one arrival does. When it resolves to a string, that is its outcome; else it counts as `answered`, and as
   * `failed` when it rejects. `nth` counts from 1. `signal` is aborted when the load is over.
   */
  readonly call: (nth: number, signal: AbortSignal) => Promise<unknown>
  /**
   * How long calls may go on after the last arrival, in milliseconds. Default 5,000. What has not ended then counts as
   * `unfinished`, with the time that it has taken so far.
   */
  readonly drainMs?: number
  /**
   * Lets the load run on this clock in place of real time. The load advances it itself, from one event to the next, so
   * that the result is the same on every machine. What is called must take its time on the same clock.
   */
  readonly clock?: TestClock
  /** Ends the load early: it rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

const defaultDrainMs = 5_000

/**
 * Calls at a stated rate, whether or not earlier calls have ended, and counts latency from the moment at which a call
 * was meant to start. A caller that waits for each answer before it asks again measures least when the server is worst.
 */
export async function load(options: LoadOptions, settled: () => Promise<void>): Promise<LoadResult> {
  const { call, clock, signal, drainMs = defaultDrainMs } = options
  assertBounded({ ...options, drainMs })
  const run = new LoadRun({
    call,
    pace: clock ? createClockPace(clock, settled) : createRealPace(),
  })
  return run.play(planArrivals(options), drainMs, signal)
}
