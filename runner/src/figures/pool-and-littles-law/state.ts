import type { Params } from '../model.ts'

export type Name = 'pool' | 'load' | 'holdMs'

/** How many requests arrive in all. */
export const requestCount = 300

export interface Arrival {
  readonly atMs: number
  /** How long it keeps its connection. */
  readonly holdMs: number
}

/** One pool on its way through. All times are added up, in milliseconds. */
export interface Run {
  readonly label: string
  readonly size: number
  /** When each connection that is in use comes back. */
  readonly busyUntilMs: readonly number[]
  /** Who waits for one, the first one first. */
  readonly queue: readonly Arrival[]
  /** Moments times how many are inside in each: waiting or with a connection. */
  readonly insideMs: number
  /** The same of those with a connection. */
  readonly inUseMs: number
  /** How long each request that got a connection waited for it, and waits and holds added, in order. */
  readonly waitsMs: readonly number[]
  readonly staysMs: readonly number[]
  readonly nowMs: number
  /** Who waits, after each arrival. */
  readonly queued: readonly { readonly atMs: number; readonly count: number }[]
}

/** How long a request waits on average at so many requests a second, by pool. */
export interface CurvePoint {
  readonly perSecond: number
  readonly waitMs: number
}

export interface State {
  readonly params: Params<Name>
  readonly nowMs: number
  readonly arrivals: readonly Arrival[]
  readonly arrived: number
  readonly runs: readonly Run[]
  readonly curves: readonly (readonly CurvePoint[])[]
}

/** Requests a second that a pool can carry and no more. */
export function capacityOf(size: number, { holdMs }: Params<Name>): number {
  return (size * 1000) / holdMs
}

export function averageOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length
}
