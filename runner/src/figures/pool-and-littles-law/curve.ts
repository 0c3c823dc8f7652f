import type { Params } from '../model.ts'
import { arrivalsOf } from './arrivals.ts'
import { type Arrival, averageOf, type CurvePoint, capacityOf, type Name } from './state.ts'

/** Up to this share of what the reader's pool can carry, in steps of a tenth. */
const mostTenths = 12

/** The same requests at one load after the other: how long they wait on average. */
export function curveOf(size: number, seed: number, params: Params<Name>): CurvePoint[] {
  return Array.from({ length: mostTenths }, (_, index) => {
    const perSecond = Math.max(1, Math.floor((capacityOf(params.pool, params) * (index + 1)) / 10))
    return { perSecond, waitMs: Math.round(averageWaitMs(size, arrivalsOf(seed, perSecond, params.holdMs))) }
  })
}

/** Each request takes the connection that comes back first. */
export function averageWaitMs(size: number, arrivals: readonly Arrival[]): number {
  const freeAtMs = Array.from({ length: size }, () => 0)
  const waitsMs = arrivals.map(({ atMs, holdMs }) => {
    const soonestMs = Math.min(...freeAtMs)
    const startMs = Math.max(atMs, soonestMs)
    freeAtMs[freeAtMs.indexOf(soonestMs)] = startMs + holdMs
    return startMs - atMs
  })
  return averageOf(waitsMs)
}
