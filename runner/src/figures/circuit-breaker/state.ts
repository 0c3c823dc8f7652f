import type { Params } from '../model.ts'

export type Name = 'quotes' | 'workers' | 'limitMs' | 'shortLimitMs' | 'failures' | 'pauseMs' | 'silentMs'

export const tickMs = 100
export const lengthMs = 30_000
/** The carrier answers until then. */
export const silentFromMs = 5000
/** Pages that ask nobody. */
export const othersPerSecond = 2
/** A page that waits so long for a worker is late. */
const lateMs = 500

/** Wants a worker. */
export interface Page {
  readonly arrivedTick: number
  readonly asksCarrier: boolean
}

/** Has one. */
export interface Work extends Page {
  readonly endsTick: number
  /** Whether the carrier is silent, so that it ends by its limit. */
  readonly isInVain: boolean
  readonly isProbe: boolean
}

export interface Breaker {
  readonly failures: number
  /** Undefined while it is closed. */
  readonly openUntilTick: number | undefined
  readonly isProbing: boolean
}

export type Outcome = 'answered' | 'in vain' | 'told at once'

/** One strategy on its way through. */
export interface Run {
  readonly label: string
  readonly limitTicks: number
  readonly breaker: Breaker | undefined
  readonly working: readonly Work[]
  /** Pages that wait for a worker, the first one first. */
  readonly queue: readonly Page[]
  /** By tick. */
  readonly taken: readonly number[]
  readonly outcomes: readonly { readonly tick: number; readonly outcome: Outcome }[]
  /** Callers refused although the carrier would have answered. */
  readonly lost: number
  /** Pages that asked nobody and got a worker, and those of them that waited too long for it. */
  readonly others: number
  readonly lateOthers: number
  readonly events: readonly { readonly tick: number; readonly what: string }[]
}

export interface State {
  readonly params: Params<Name>
  readonly seed: number
  readonly tick: number
  readonly arrived: number
  readonly runs: readonly Run[]
}

export function isSilent(tick: number, { silentMs }: Params<Name>): boolean {
  const sinceMs = tick * tickMs - silentFromMs
  return sinceMs >= 0 && sinceMs < silentMs
}

export function countOf({ outcomes }: Run, outcome: Outcome): number {
  return outcomes.filter((each) => each.outcome === outcome).length
}

/** Late pages that asked nobody, with those that still wait. */
export function countLate({ lateOthers, queue }: Run, tick: number): number {
  return lateOthers + queue.filter((page) => !page.asksCarrier && isLate(page, tick)).length
}

export function isLate({ arrivedTick }: Page, tick: number): boolean {
  return (tick - arrivedTick) * tickMs >= lateMs
}
