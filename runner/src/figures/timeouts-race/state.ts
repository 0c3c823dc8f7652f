import type { Params } from '../model.ts'

export type Name = 'pageMs' | 'balancerMs' | 'shopMs' | 'chargeMs' | 'balancerTries'

/** Who calls the one behind it. */
export const callers = ['page', 'balancer', 'shop'] as const

/** How long a message is on its way. */
export const hopMs = 50

/** A request from one to the next, and what came of it. */
export interface Call {
  /** Index in `callers`. */
  readonly caller: number
  /** The call for whose sake it is made: index in `calls`. A page's call has none. */
  readonly parent?: number
  /** Which try it belongs to at its caller's level, counted from 1. */
  readonly attempt: number
  readonly sentMs: number
  /** When the caller stopped waiting: an answer came, or its limit was over. */
  readonly endedMs?: number
  readonly isGivenUp?: boolean
  /** When the one behind was done with it, whether or not somebody waited still. */
  readonly doneMs?: number
  readonly status?: number
}

export interface Happening {
  readonly atMs: number
  readonly kind: 'press' | 'arrive' | 'give up' | 'done' | 'answer'
  /** Index in `calls`; a press has none. */
  readonly call: number
}

/** One strategy on its way through. */
export interface Run {
  readonly label: string
  readonly hasKey: boolean
  readonly calls: readonly Call[]
  /** The charges: calls of the shop, in the order in which the card was charged. */
  readonly charges: readonly number[]
  readonly pending: readonly Happening[]
}

export interface State {
  readonly params: Params<Name>
  /** What the seed decides: the same for both strategies. */
  readonly chance: { readonly firstChargeMs: number; readonly laterChargeMs: number; readonly pressMs: number }
  readonly nowMs: number
  /** When the last thing will have happened. */
  readonly untilMs: number
  readonly runs: readonly Run[]
}

/** When the last of those for whom the call is made stopped waiting; undefined while all of them wait. */
export function leftAloneMs(calls: readonly Call[], index: number): number | undefined {
  const call = calls[index]
  if (call === undefined) return undefined
  const above = call.parent === undefined ? undefined : leftAloneMs(calls, call.parent)
  const own = call.isGivenUp ? call.endedMs : undefined
  return own === undefined || above === undefined ? (own ?? above) : Math.min(own, above)
}

/** How long the shop worked for callers who were gone. */
export function workForNobodyMs(calls: readonly Call[], nowMs: number): number {
  return calls.reduce((sum, { caller, sentMs, doneMs = nowMs }, index) => {
    if (caller !== 1) return sum
    const since = Math.max(sentMs + hopMs, leftAloneMs(calls, index) ?? doneMs)
    return sum + Math.max(0, doneMs - since)
  }, 0)
}

/** What the customer was told, press by press. */
export function heardBy(calls: readonly Call[]): string[] {
  return calls.flatMap(({ caller, endedMs, isGivenUp, status }) =>
    caller > 0 || endedMs === undefined ? [] : [isGivenUp ? 'nothing' : String(status)],
  )
}
