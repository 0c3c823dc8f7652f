import { draw } from '../draw.ts'
import type { Model } from '../model.ts'
import {
  capacityAt,
  lengthMs,
  mostCalls,
  type Name,
  outageStartMs,
  type Run,
  type State,
  strategyNames,
  tickMs,
} from './state.ts'
import { view } from './view.ts'

/** What is drawn, so that no two draws share a path. */
const drawn = { arrivals: 0, order: 1, jitter: 2 } as const

const tenthsPerRequest = 1
const tenthsPerRetry = 10
/** Ten retries at most are saved up. */
const mostTenths = 100

/** Layers of callers above one service, before, in and after an outage. A step is a tenth of a second. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const run: Run = { waiting: [], offered: [], answered: 0, failed: 0, budget: mostTenths }
    const started: State = { params, seed, tick: 0, arrived: 0, highest: 1, runs: strategyNames.map(() => run) }
    let last = started
    while (!isOver(last)) last = step(last)
    return { ...started, highest: Math.max(1, ...last.runs.flatMap(({ offered }) => offered)) }
  },
  step,
  isOver,
  view,
}

function isOver({ tick }: State): boolean {
  return tick * tickMs >= lengthMs
}

function step(state: State): State {
  const arrived = arrivalsAt(state)
  const runs = state.runs.map((run, strategy) => serve(run, strategy, arrived, state))
  return { ...state, tick: state.tick + 1, arrived: state.arrived + arrived, runs }
}

/** As many as are set on average; when the outage begins, all who are connected come at the same time. */
function arrivalsAt({ params, seed, tick }: State): number {
  const mean = (params.load * tickMs) / 1000
  const crowd = tick * tickMs === outageStartMs ? params.crowd : 0
  return crowd + draw(seed, 2 * mean + 1, drawn.arrivals, tick)
}

/** All who are due call; the service answers as many as it can, drawn by lot, and turns the others away. */
function serve(run: Run, strategy: number, arrivals: number, state: State): Run {
  const { params, seed, tick } = state
  const fresh = Array.from({ length: arrivals }, (_, index) => ({ id: state.arrived + index, calls: 0, due: tick }))
  const calling = [...run.waiting.filter(({ due }) => due === tick), ...fresh].map((each) => {
    return { each, lot: draw(seed, 0x1_0000_0000, drawn.order, each.id, each.calls) }
  })
  const served = Math.min(calling.length, capacityAt(tick, params))
  const turnedAway = calling.sort((a, b) => a.lot - b.lot).slice(served)
  let budget = Math.min(mostTenths, run.budget + arrivals * tenthsPerRequest)
  const waiting = run.waiting.filter(({ due }) => due > tick)
  let failed = run.failed
  for (const { each } of turnedAway) {
    const calls = each.calls + 1
    const costs = strategyNames[strategy] === 'and a budget' ? tenthsPerRetry : 0
    if (calls >= mostCalls(params) || budget < costs) failed++
    else {
      budget -= costs
      waiting.push({ id: each.id, calls, due: tick + ticksUntilNext(each.id, calls, strategy, state) })
    }
  }
  return { waiting, offered: [...run.offered, calling.length], answered: run.answered + served, failed, budget }
}

/** How long the layer waits whose turn it is to try again. */
function ticksUntilNext(id: number, calls: number, strategy: number, { params, seed }: State): number {
  if (strategy === 0) return 1
  const { tries, waitMs } = params
  // The innermost layer tries until it has none left; then the one above it begins again, and so on.
  // With one try each there is no retry, and nobody asks.
  let retry = calls
  while (retry % tries === 0) retry /= tries
  let ticks = waitMs / tickMs
  for (let doubled = 1; doubled < retry % tries; doubled++) ticks *= 2
  return strategy === 1 ? ticks : 1 + draw(seed, ticks, drawn.jitter, id, calls)
}
