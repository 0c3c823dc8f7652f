import type { Params } from '../model.ts'
import { sumOf } from '../sum-of.ts'

export type Name = 'rate' | 'burst' | 'windowMs' | 'load' | 'clump'

export const tickMs = 100
export const lengthMs = 10_000

export const strategyNames = ['token bucket', 'fixed window', 'sliding window'] as const

export interface State {
  readonly params: Params<Name>
  readonly seed: number
  /** Requests that arrived, by tick. */
  readonly arrived: readonly number[]
  /** Of these the passed ones: by strategy, then by tick. */
  readonly passed: readonly (readonly number[])[]
  /** In the bucket, in thousandths, so that a slow refill loses nothing to rounding. */
  readonly milliTokens: number
}

/** What the windows pass within their length. */
export function limitOf({ rate, windowMs }: Params<Name>): number {
  return (rate * windowMs) / 1000
}

/** How many each strategy passes in the tick that comes next. The bucket gets no token before. */
export function roomNow({ params, milliTokens, passed: [, fixed = [], sliding = []] }: State): number[] {
  const ticks = params.windowMs / tickMs
  const used = [sumOfLast(fixed, fixed.length % ticks), sumOfLast(sliding, ticks - 1)]
  return [Math.floor(milliTokens / 1000), ...used.map((count) => limitOf(params) - count)]
}

function sumOfLast(counts: readonly number[], ticks: number): number {
  return sumOf(counts.slice(counts.length - Math.min(ticks, counts.length)))
}

/** For each tick the sum over it and the ticks before, `durationMs` in all. */
export function sumsWithin(counts: readonly number[], durationMs: number): number[] {
  let sum = 0
  return counts.map((count, tick) => {
    sum += count - (counts[tick - durationMs / tickMs] ?? 0)
    return sum
  })
}
