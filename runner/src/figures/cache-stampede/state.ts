import type { Params } from '../model.ts'

export type Name = 'readers' | 'loadMs' | 'ttlMs' | 'cores'

export const tickMs = 100
export const lengthMs = 20_000

/** The work of a load that has the database for itself, by tick: whole, because a load among many gets a small share. */
export const workPerTick = 10_000

/** Queries that rebuild the value, begun in the same tick. As all loads get the same share, they go on together. */
export interface Loads {
  readonly startedTick: number
  readonly count: number
  /** Of each. */
  readonly leftWork: number
}

/** The value has expired and is not back yet. */
export interface Gap {
  readonly fromTick: number
  readonly toTick?: number
}

export type Strategy = 'uncoordinated' | 'single flight' | 'early refresh'

/** One strategy on its way through. */
export interface Run {
  readonly label: Strategy
  /** The value may be read before this tick. */
  readonly validUntilTick: number
  readonly loads: readonly Loads[]
  /** Loads begun, by tick. */
  readonly begun: readonly number[]
  /** Loads on their way at the end of each tick. */
  readonly running: readonly number[]
  /** Readers who met no value or rebuilt it, by the tick in which they asked. */
  readonly waiting: readonly { readonly tick: number; readonly readers: number }[]
  readonly waited: number
  readonly longestWaitTicks: number
  readonly gaps: readonly Gap[]
}

export interface State {
  readonly params: Params<Name>
  readonly seed: number
  /** Readers, by tick. */
  readonly arrived: readonly number[]
  readonly runs: readonly Run[]
}

export function countLoads(loads: readonly Loads[]): number {
  return loads.reduce((sum, { count }) => sum + count, 0)
}
