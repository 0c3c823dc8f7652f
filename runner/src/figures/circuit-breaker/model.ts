import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { closed, decide, hear } from './breaker.ts'
import {
  type Breaker,
  isLate,
  isSilent,
  lengthMs,
  type Name,
  type Outcome,
  othersPerSecond,
  type Page,
  type Run,
  type State,
  tickMs,
  type Work,
} from './state.ts'
import { view } from './view.ts'

/** A shop asks a carrier that goes silent: the same pages with three ways to wait. A step is a tenth of a second. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const { limitMs, shortLimitMs } = params
    const runs = [
      newRun('no breaker', limitMs, undefined),
      newRun('breaker', limitMs, closed),
      newRun('short limit', shortLimitMs, undefined),
    ]
    return { params, seed, tick: 0, arrived: 0, runs }
  },
  step(state, params) {
    const { tick, seed } = state
    const asking = arrivalsAt(tick, seed, params.quotes, 0)
    const pages = [
      ...Array.from({ length: asking }, () => ({ arrivedTick: tick, asksCarrier: true })),
      ...Array.from({ length: arrivalsAt(tick, seed, othersPerSecond, 1) }, () => ({
        arrivedTick: tick,
        asksCarrier: false,
      })),
    ]
    const runs = state.runs.map((run) => new Tick(run, tick, params).with(pages))
    return { ...state, tick: tick + 1, arrived: state.arrived + asking, runs }
  },
  isOver: ({ tick }) => tick * tickMs >= lengthMs,
  view,
}

function newRun(label: string, limitMs: number, breaker: Breaker | undefined): Run {
  const counts = { lost: 0, others: 0, lateOthers: 0 }
  return {
    ...{ label, limitTicks: limitMs / tickMs, breaker },
    ...{ working: [], queue: [], taken: [], outcomes: [], events: [] },
    ...counts,
  }
}

function arrivalsAt(tick: number, seed: number, perSecond: number, stream: number): number {
  const due = perSecond * tickMs
  return Math.floor(due / 1000) + (draw(seed, 1000, stream, tick) < due % 1000 ? 1 : 0)
}

/** What happens to one run within one tick. Works on copies, which `with` hands out. */
class Tick {
  readonly #run: Run
  readonly #tick: number
  readonly #params: Params<Name>
  readonly #outcomes: { tick: number; outcome: Outcome }[]
  readonly #events: { tick: number; what: string }[]
  #breaker: Breaker | undefined
  #working: readonly Work[]
  #lost: number
  #others: number
  #lateOthers: number

  constructor(run: Run, tick: number, params: Params<Name>) {
    this.#run = run
    this.#tick = tick
    this.#params = params
    this.#outcomes = [...run.outcomes]
    this.#events = [...run.events]
    this.#breaker = run.breaker
    this.#working = run.working
    this.#lost = run.lost
    this.#others = run.others
    this.#lateOthers = run.lateOthers
  }

  with(pages: readonly Page[]): Run {
    const { failures, pauseMs } = this.#params
    for (const work of this.#working) {
      if (work.endsTick !== this.#tick || !work.asksCarrier || this.#breaker === undefined) continue
      this.#turn(hear(this.#breaker, work, this.#tick, { failures, pauseTicks: pauseMs / tickMs }))
    }
    this.#working = this.#working.filter(({ endsTick }) => endsTick > this.#tick)
    const queue = [...this.#run.queue, ...pages]
    while (this.#working.length < this.#params.workers) {
      const page = queue.shift()
      if (page === undefined) break
      if (page.asksCarrier) this.#ask(page)
      else this.#show(page)
    }
    const isFirstFull = this.#working.length === this.#params.workers && !this.#run.taken.includes(this.#params.workers)
    if (isFirstFull) this.#tell('every worker waits or works')
    return {
      ...this.#run,
      breaker: this.#breaker,
      working: this.#working,
      queue,
      taken: [...this.#run.taken, this.#working.length],
      outcomes: this.#outcomes,
      lost: this.#lost,
      others: this.#others,
      lateOthers: this.#lateOthers,
      events: this.#events,
    }
  }

  #show(page: Page): void {
    this.#others += 1
    if (isLate(page, this.#tick)) this.#lateOthers += 1
    this.#hold({ ...page, endsTick: this.#tick + 1, isInVain: false, isProbe: false })
  }

  #ask(page: Page): void {
    const decision = this.#breaker === undefined ? 'pass' : decide(this.#breaker, this.#tick)
    const isInVain = isSilent(this.#tick, this.#params)
    if (decision === 'refuse') {
      this.#outcomes.push({ tick: this.#tick, outcome: 'told at once' })
      if (!isInVain) this.#lost += 1
      return
    }
    const isProbe = decision === 'probe'
    if (this.#breaker && isProbe) this.#breaker = { ...this.#breaker, isProbing: true }
    if (isProbe) this.#tell('one call goes out as a probe')
    this.#outcomes.push({ tick: this.#tick, outcome: isInVain ? 'in vain' : 'answered' })
    this.#hold({ ...page, endsTick: this.#tick + (isInVain ? this.#run.limitTicks : 1), isInVain, isProbe })
  }

  #hold(work: Work): void {
    this.#working = [...this.#working, work]
  }

  #turn(next: Breaker): void {
    const [was, is] = [this.#breaker?.openUntilTick, next.openUntilTick]
    this.#breaker = next
    if (was === is) return
    if (is === undefined) this.#tell('the probe is answered, and the breaker closes')
    else this.#tell(was === undefined ? 'the breaker opens' : 'the probe ends in vain, and the breaker stays open')
  }

  #tell(what: string): void {
    this.#events.push({ tick: this.#tick, what })
  }
}
