import type { Params } from '../model.ts'

export type Name = 'load' | 'capacity' | 'crowd' | 'outageMs' | 'layers' | 'tries' | 'waitMs'

export const tickMs = 100
export const lengthMs = 20_000
export const outageStartMs = 3000

/** A request between two calls. */
export interface Waiting {
  readonly id: number
  /** Calls that have failed so far. */
  readonly calls: number
  /** The tick of its next call. */
  readonly due: number
}

/** One strategy on its way through. */
export interface Run {
  readonly waiting: readonly Waiting[]
  /** Calls that reached the service, by tick. */
  readonly offered: readonly number[]
  readonly answered: number
  readonly failed: number
  /** Retries that the budget still allows, in tenths. */
  readonly budget: number
}

export interface State {
  readonly params: Params<Name>
  readonly seed: number
  readonly tick: number
  /** Requests that have arrived; their ids count from 0. */
  readonly arrived: number
  /** The most calls of any tick, up to the end: the picture's scale. */
  readonly highest: number
  /** By strategy. */
  readonly runs: readonly Run[]
}

export const strategyNames = ['at once', 'backoff', 'with jitter', 'and a budget'] as const

/** How many calls the service answers in one tick. It is down during the outage. */
export function capacityAt(tick: number, { capacity, outageMs }: Params<Name>): number {
  const ms = tick * tickMs
  const isDown = ms >= outageStartMs && ms < outageStartMs + outageMs
  return isDown ? 0 : (capacity * tickMs) / 1000
}

/** How many calls one request makes before the outermost layer gives up. */
export function mostCalls({ layers, tries }: Params<Name>): number {
  let calls = 1
  for (let layer = 0; layer < layers; layer++) calls *= tries
  return calls
}

/** Whether calls were turned away, by tick. */
export function isTurningAway({ offered }: Run, params: Params<Name>): boolean[] {
  return offered.map((calls, tick) => calls > capacityAt(tick, params))
}

/** How long after the outage calls were still turned away. */
export function recoveryMs(run: Run, params: Params<Name>): number {
  const last = isTurningAway(run, params).lastIndexOf(true)
  return Math.max(0, (last + 1) * tickMs - outageStartMs - params.outageMs)
}
