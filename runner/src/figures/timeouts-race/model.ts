import { draw } from '../draw.ts'
import type { Model, Params } from '../model.ts'
import { type Call, callers, type Happening, hopMs, type Name, type Run, type State } from './state.ts'
import { view } from './view.ts'

/** A customer asks again after an error once, and then goes away. */
const presses = 2

/** One payment through four hands, each with a limit of its own. A step is the next thing that happens to it. */
export const model: Model<Name, State> = {
  init(params, seed) {
    const started = start(params, seed)
    let last = started
    while (!isOver(last)) last = step(last)
    return { ...started, untilMs: Math.ceil(last.nowMs / 1000) * 1000 }
  },
  step,
  isOver,
  view,
}

function start(params: Params<Name>, seed: number): State {
  const pending: Happening[] = [{ atMs: 0, kind: 'press', call: -1 }]
  const chance = {
    firstChargeMs: Math.floor((params.chargeMs * (80 + draw(seed, 41, 0))) / 100),
    laterChargeMs: 500 + draw(seed, 1501, 1),
    pressMs: 1000 + draw(seed, 3001, 2),
  }
  const runs = [false, true].map(
    (hasKey): Run => ({ label: hasKey ? 'with a key' : 'without a key', hasKey, calls: [], charges: [], pending }),
  )
  return { params, chance, nowMs: 0, untilMs: 1, runs }
}

function isOver({ runs }: State): boolean {
  return runs.every(({ pending }) => pending.length === 0)
}

function step(state: State): State {
  const nowMs = Math.min(...state.runs.flatMap(({ pending }) => pending.map(({ atMs }) => atMs)))
  const runs = state.runs.map((run) => {
    const due = run.pending.filter(({ atMs }) => atMs === nowMs)
    const begun: Run = { ...run, pending: run.pending.filter(({ atMs }) => atMs > nowMs) }
    return due.reduce((before, happening) => new Moment(state, before, nowMs).after(happening), begun)
  })
  return { ...state, nowMs, runs }
}

/** What one happening does to one run. Works on copies, which `after` hands out. */
class Moment {
  readonly #state: State
  readonly #run: Run
  readonly #nowMs: number
  readonly #calls: Call[]
  #pending: Happening[]
  #charges: readonly number[]

  constructor(state: State, run: Run, nowMs: number) {
    this.#state = state
    this.#run = run
    this.#nowMs = nowMs
    this.#calls = [...run.calls]
    this.#pending = [...run.pending]
    this.#charges = run.charges
  }

  after({ kind, call: index }: Happening): Run {
    const call = this.#calls[index]
    if (call === undefined) this.#send(0)
    else if (kind === 'arrive') this.#arrive(index, call)
    else if (kind === 'done') this.#charge(index)
    else if (call.endedMs === undefined) this.#end(index, call, kind === 'give up')
    return { ...this.#run, calls: this.#calls, charges: this.#charges, pending: this.#pending }
  }

  #later(afterMs: number, kind: Happening['kind'], call: number): void {
    this.#pending.push({ atMs: this.#nowMs + afterMs, kind, call })
  }

  #send(caller: number, parent?: number): void {
    const { pageMs, balancerMs, shopMs } = this.#state.params
    const index = this.#calls.length
    const above = parent === undefined ? undefined : this.#calls[parent]
    const attempt =
      caller === 2 && above ? above.attempt : 1 + this.#calls.filter((call) => call.caller === caller).length
    this.#calls.push({ caller, attempt, sentMs: this.#nowMs, ...(parent === undefined ? {} : { parent }) })
    this.#later(hopMs, 'arrive', index)
    this.#later([pageMs, balancerMs, shopMs][caller] ?? 0, 'give up', index)
  }

  #arrive(index: number, call: Call): void {
    if (call.caller < callers.length - 1) this.#send(call.caller + 1, index)
    else this.#reachProvider(index)
  }

  #reachProvider(index: number): void {
    const { firstChargeMs, laterChargeMs } = this.#state.chance
    const first = this.#calls.findIndex(({ caller }) => caller === callers.length - 1)
    const isKnown = this.#run.hasKey && first !== index
    if (!isKnown) this.#later(first === index ? firstChargeMs : laterChargeMs, 'done', index)
    // Who knows the key gives the first answer again, or waits until there is one.
    else if (this.#calls[first]?.doneMs !== undefined) this.#answer(index, 200)
  }

  #charge(index: number): void {
    this.#charges = [...this.#charges, index]
    for (const [each, { caller, doneMs, sentMs }] of this.#calls.entries()) {
      const isWaiting = caller === 2 && doneMs === undefined && sentMs + hopMs <= this.#nowMs
      if (each === index || (this.#run.hasKey && isWaiting)) this.#answer(each, 200)
    }
  }

  #answer(index: number, status: number): void {
    this.#change(index, { doneMs: this.#nowMs, status })
    this.#later(hopMs, 'answer', index)
  }

  /** The caller stops waiting, and goes on as it does with an answer or without one. */
  #end(index: number, call: Call, isGivenUp: boolean): void {
    this.#change(index, { endedMs: this.#nowMs, isGivenUp })
    // Whoever has stopped waiting has no limit any more.
    this.#pending = this.#pending.filter((each) => each.call !== index || each.kind !== 'give up')
    const { caller, parent, attempt, status = 0 } = call
    if (parent === undefined) {
      const isPaid = !isGivenUp && status === 200
      if (!isPaid && attempt < presses) this.#later(this.#state.chance.pressMs, 'press', -1)
    } else if (isGivenUp && caller === 1 && this.#hasTriesLeft(parent)) this.#send(caller, parent)
    else this.#answer(parent, isGivenUp ? (caller === 1 ? 504 : 202) : status)
  }

  #hasTriesLeft(parent: number): boolean {
    return this.#calls.filter((each) => each.parent === parent).length < this.#state.params.balancerTries
  }

  #change(index: number, change: Partial<Call>): void {
    const call = this.#calls[index]
    if (call) this.#calls[index] = { ...call, ...change }
  }
}
