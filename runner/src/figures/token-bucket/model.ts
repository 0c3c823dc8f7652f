import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { lengthMs, type Name, roomNow, type State, strategyNames, tickMs } from './state.ts'
import { view } from './view.ts'

/** Three limiters of the same rate, and one stream of requests that meets each of them. A step is a tenth of a second. */
export const model: Model<Name, State> = {
  init: (params, seed) => ({
    params,
    seed,
    arrived: [],
    passed: strategyNames.map(() => []),
    milliTokens: params.burst * 1000,
  }),
  step(state, params) {
    const arrived = arrivalsAt(state.arrived.length, state.seed, params)
    const milliTokens = Math.min(params.burst * 1000, state.milliTokens + params.rate * tickMs)
    const passing = roomNow({ ...state, milliTokens }).map((room) => Math.min(arrived, room))
    return {
      ...state,
      arrived: [...state.arrived, arrived],
      passed: state.passed.map((before, index) => [...before, passing[index] ?? 0]),
      milliTokens: milliTokens - (passing[0] ?? 0) * 1000,
    }
  },
  isOver: ({ arrived }) => arrived.length * tickMs >= lengthMs,
  view,
}

/** Clumps come by chance, so often that on average `load` requests arrive in a second. */
function arrivalsAt(tick: number, seed: number, { load, clump }: Params<Name>): number {
  const due = load * tickMs
  const each = clump * 1000
  const clumps = Math.floor(due / each) + (draw(seed, each, tick) < due % each ? 1 : 0)
  return clumps * clump
}
