import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import {
  countLoads,
  type Loads,
  lengthMs,
  type Name,
  type Run,
  type State,
  type Strategy,
  tickMs,
  workPerTick,
} from './state.ts'
import { view } from './view.ts'

/** One key that everybody reads, its expiry, and the loads that follow. A step is a tenth of a second. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const labels: readonly Strategy[] = ['uncoordinated', 'single flight', 'early refresh']
    return { params, seed, arrived: [], runs: labels.map((label) => newRun(label, params)) }
  },
  step(state, params) {
    const { seed, arrived: before } = state
    const tick = before.length
    const arrived = arrivalsAt(tick, seed, params)
    const runs = state.runs.map((run) => stepRun(run, { tick, arrived, seed, params }))
    return { ...state, arrived: [...before, arrived], runs }
  },
  isOver: ({ arrived }) => arrived.length * tickMs >= lengthMs,
  view,
}

function newRun(label: Strategy, { ttlMs }: Params<Name>): Run {
  const none = { loads: [], begun: [], running: [], waiting: [], gaps: [] }
  return { label, ...none, validUntilTick: ttlMs / tickMs, waited: 0, longestWaitTicks: 0 }
}

/** Between none and twice as many as on average. */
function arrivalsAt(tick: number, seed: number, { readers }: Params<Name>): number {
  const due = 2 * readers * tickMs
  const most = Math.floor(due / 1000) + (draw(seed, 1000, 0, tick) < due % 1000 ? 1 : 0)
  return draw(seed, most + 1, 1, tick)
}

interface Moment {
  readonly tick: number
  readonly arrived: number
  readonly seed: number
  readonly params: Params<Name>
}

function stepRun(run: Run, moment: Moment): Run {
  const { tick, arrived, params } = moment
  const done = finishLoads(run, moment)
  const isMissing = tick >= done.validUntilTick
  const refreshing = isMissing ? 0 : countEarly(done, moment)
  const stepping = isMissing ? arrived : refreshing
  const begun = isMissing ? countMissing(done, arrived) : refreshing
  const loads = begun === 0 ? done.loads : [...done.loads, beginLoads(tick, begun, params)]
  return {
    ...done,
    loads,
    begun: [...done.begun, begun],
    running: [...done.running, countLoads(loads)],
    waiting: stepping === 0 ? done.waiting : [...done.waiting, { tick, readers: stepping }],
    waited: done.waited + stepping,
    gaps: tick === done.validUntilTick ? [...done.gaps, { fromTick: tick }] : done.gaps,
  }
}

function beginLoads(startedTick: number, count: number, { loadMs }: Params<Name>): Loads {
  return { startedTick, count, leftWork: (loadMs / tickMs) * workPerTick }
}

/** Who starts a load when there is no value. */
function countMissing({ label, loads }: Run, arrived: number): number {
  if (label !== 'single flight') return arrived
  return loads.length === 0 ? Math.min(1, arrived) : 0
}

/** Readers who refresh a value that is still there. */
function countEarly({ label, validUntilTick }: Run, { tick, arrived, seed, params }: Moment): number {
  if (label !== 'early refresh') return 0
  const aheadTicks = validUntilTick - tick
  const loadTicks = params.loadMs / tickMs
  const readers = Array.from({ length: arrived }, (_, reader) => reader)
  return readers.filter((reader) => looksAhead(aheadTicks, loadTicks, [tick, reader], seed)).length
}

/**
 * Whether a reader looks that far into the future: as many load times as a coin falls heads in a row, and a part of the
 * next one. Far looks are rare, halved with each load time.
 */
function looksAhead(aheadTicks: number, loadTicks: number, reader: readonly number[], seed: number): boolean {
  let seenTicks = 0
  for (let toss = 0; draw(seed, 2, 2, ...reader, toss) === 1; toss++) {
    seenTicks += loadTicks
    if (seenTicks >= aheadTicks) return true
  }
  return seenTicks + loadTicks >= aheadTicks && seenTicks + draw(seed, loadTicks + 1, 3, ...reader) >= aheadTicks
}

/** Every load gets its share of the cores; the first one that ends brings the value, and everybody who waits has it. */
function finishLoads(run: Run, { tick, params }: Moment): Run {
  const { loads } = run
  if (loads.length === 0) return run
  const share = Math.min(workPerTick, Math.floor((params.cores * workPerTick) / countLoads(loads)))
  const worked = loads.map((load) => ({ ...load, leftWork: load.leftWork - share }))
  const left = worked.filter(({ leftWork }) => leftWork > 0)
  if (left.length === worked.length) return { ...run, loads: worked }
  const waits = run.waiting.map((each) => tick - each.tick)
  return {
    ...run,
    loads: left,
    waiting: [],
    longestWaitTicks: Math.max(run.longestWaitTicks, ...waits),
    validUntilTick: tick + params.ttlMs / tickMs,
    gaps: run.gaps.map((gap) => ({ toTick: tick, ...gap })),
  }
}
