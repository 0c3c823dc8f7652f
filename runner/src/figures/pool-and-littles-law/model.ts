import type { Model } from '../model.ts'
import { arrivalsOf } from './arrivals.ts'
import { curveOf } from './curve.ts'
import { ask, drain, newPool, passTime } from './pool.ts'
import type { Name, State } from './state.ts'
import { view } from './view.ts'

/** Half a pool, a pool, and twice that pool for the same requests. A step is the next request; the last one lets all finish. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const half = Math.max(1, Math.floor(params.pool / 2))
    const runs = [newPool('half', half), newPool('yours', params.pool), newPool('twice', 2 * params.pool)]
    return {
      ...{ params, nowMs: 0, arrived: 0, runs },
      arrivals: arrivalsOf(seed, params.load, params.holdMs),
      curves: runs.map(({ size }) => curveOf(size, seed, params)),
    }
  },
  step(state) {
    const arrival = state.arrivals[state.arrived]
    if (arrival === undefined) {
      const runs = state.runs.map(drain)
      return { ...state, runs, nowMs: Math.max(...runs.map(({ nowMs }) => nowMs)) }
    }
    const runs = state.runs.map((run) => ask(passTime(run, arrival.atMs), arrival))
    return { ...state, runs, nowMs: arrival.atMs, arrived: state.arrived + 1 }
  },
  isOver: ({ arrived, arrivals, runs }) =>
    arrived === arrivals.length && runs.every(({ busyUntilMs }) => busyUntilMs.length === 0),
  view,
}
