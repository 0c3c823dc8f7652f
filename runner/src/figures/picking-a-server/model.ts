import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { type Pick, strategies } from './pick.ts'
import { type Arrival, countOpen, lengthMs, type Name, type Run, type State, slowServer } from './state.ts'
import { view } from './view.ts'

/** Four balancers give the same requests to the same servers, one of which is slow. A step is the next request. */
export const model: Model<Name, State> = {
  init: (params, seed) => ({
    params,
    seed,
    nowMs: 0,
    arrivals: arrivalsOf(seed, params),
    arrived: 0,
    runs: strategies.map(({ label }) => ({ label, requests: [], open: [], inside: [], longestQueue: 0 })),
  }),
  step(state, params) {
    const arrival = state.arrivals[state.arrived]
    if (arrival === undefined) return drain(state)
    const runs = state.runs.map((run, index) => {
      const pick = strategies[index]?.pick
      return pick ? send(run, pick, arrival, { nth: state.arrived, seed: state.seed, params }) : run
    })
    return { ...state, nowMs: arrival.atMs, arrived: state.arrived + 1, runs }
  },
  isOver: ({ arrived, arrivals, runs }) => arrived === arrivals.length && runs.every(({ open }) => open.length === 0),
  view,
}

/** Gaps and work vary between nothing and twice as much as on average. */
function arrivalsOf(seed: number, { load, workMs }: Params<Name>): Arrival[] {
  const arrivals: Arrival[] = []
  const gapMs = Math.floor(2000 / load)
  for (let nth = 0, atMs = 0; ; nth++) {
    atMs += 1 + draw(seed, gapMs, 0, nth)
    if (atMs > lengthMs) return arrivals
    arrivals.push({ atMs, workMs: 1 + draw(seed, 2 * workMs, 1, nth) })
  }
}

interface Sent {
  readonly nth: number
  readonly seed: number
  readonly params: Params<Name>
}

function send(run: Run, pick: Pick, { atMs, workMs }: Arrival, { nth, seed, params }: Sent): Run {
  const open = run.open.filter(({ endsMs }) => endsMs > atMs)
  const counts = countOpen(open, params.servers)
  const server = pick({ nth, open: counts, seed })
  const startedMs = Math.max(atMs, ...open.filter((each) => each.server === server).map(({ endsMs }) => endsMs))
  const endsMs = startedMs + workMs * (server === slowServer ? params.slowFactor : 1)
  const request = { server, arrivedMs: atMs, startedMs, endsMs }
  return {
    ...run,
    requests: [...run.requests, request],
    open: [...open, request],
    inside: [...run.inside, open.length + 1],
    longestQueue: Math.max(run.longestQueue, 1 + (counts[server] ?? 0)),
  }
}

/** Nobody comes any more, and everybody is served. */
function drain(state: State): State {
  const nowMs = Math.max(state.nowMs, ...state.runs.flatMap(({ open }) => open.map(({ endsMs }) => endsMs)))
  return { ...state, nowMs, runs: state.runs.map((run) => ({ ...run, open: [] })) }
}
