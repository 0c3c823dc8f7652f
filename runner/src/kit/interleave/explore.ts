import { CourseError } from '../../errors.ts'
import { countSwitches, type Schedule } from './schedule.ts'
import { type Pending, Search } from './search.ts'
import type { StagedOrder } from './theatre.ts'

export interface ExploreOptions {
  readonly play: (prefix: Schedule) => Promise<StagedOrder>
  /** The reason why an order breaks the constraint; undefined when it does not. */
  readonly judge: (order: StagedOrder) => Promise<unknown>
  readonly limits: ExploreLimits
}

export interface ExploreLimits {
  /** Orders with at most this many switches are all tried, whatever they take. */
  readonly mandatorySwitches: number
  /** When this has passed, only mandatory orders go on, unless there are few: so many are always tried. */
  readonly budgetMs: number
  readonly fewOrders: number
  /** When this has passed, the mandatory orders could not be completed: undecided. */
  readonly limitMs: number
  /** How long, and up to how many orders in all, to go on counting after the first failing order. */
  readonly countingMs: number
  readonly countingOrders: number
}

export interface FailingOrder {
  readonly order: StagedOrder
  readonly reason: unknown
  readonly schedule: Schedule
  readonly switches: number
}

export interface ExploreResult {
  readonly orders: number
  readonly failing: number
  /** Every order was tried. */
  readonly isComplete: boolean
  /** Every order with at most so many switches was tried. */
  readonly maxSwitches: number
  readonly simplestFailing?: FailingOrder
}

/** Orders that get stuck, or leave something open, take as long as it takes to be sure that nothing happens any more. */
const mostSlow = 2

/** How often an order that came out differently is tried again: a busy machine may answer late once. */
const retries = 3

/** Tries orders, fewest switches first, until all are tried or the limits are reached. */
export async function explore({ play, judge, limits }: ExploreOptions): Promise<ExploreResult> {
  const search = new Search()
  const tally = new Tally(limits)
  for (let pending = search.next(); pending; pending = search.next()) {
    if (tally.isSpent(pending.switches)) return tally.result(false)
    const order = await playAgainIfDiverged(play, pending)
    search.expand(pending, order.decisions)
    tally.count(pending.switches, order, await judge(order))
  }
  return tally.result(true)
}

/** Counts, and knows when it is enough. */
class Tally {
  readonly #limits: ExploreLimits
  readonly #startedAt = performance.now()
  #failedAt: number | undefined
  #simplestFailing: FailingOrder | undefined
  #orders = 0
  #failing = 0
  #maxSwitches = 0
  #slow = 0

  constructor(limits: ExploreLimits) {
    this.#limits = limits
  }

  count(switches: number, order: StagedOrder, reason: unknown): void {
    this.#orders += 1
    this.#maxSwitches = switches
    if (reason === undefined) return
    this.#failing += 1
    this.#slow += order.stuck !== undefined || order.leaks.length > 0 ? 1 : 0
    this.#failedAt ??= performance.now()
    const failing = toFailing(order, reason)
    if (!this.#simplestFailing || isSimpler(failing, this.#simplestFailing)) this.#simplestFailing = failing
  }

  /** Whether an order with so many switches is not to be tried any more. */
  isSpent(switches: number): boolean {
    const { budgetMs, fewOrders, limitMs, mandatorySwitches, countingMs, countingOrders } = this.#limits
    const isSpent =
      this.#failedAt !== undefined
        ? this.#slow >= mostSlow || this.#orders >= countingOrders || performance.now() - this.#failedAt > countingMs
        : switches > mandatorySwitches && this.#orders >= fewOrders && this.#elapsedMs > budgetMs
    if (isSpent) this.#maxSwitches = switches - 1
    else if (this.#failedAt === undefined && this.#elapsedMs > Math.max(limitMs, budgetMs)) throw tooMany(this.#limits)
    return isSpent
  }

  result(isComplete: boolean): ExploreResult {
    const counts = { orders: this.#orders, failing: this.#failing, maxSwitches: this.#maxSwitches, isComplete }
    return this.#simplestFailing ? { ...counts, simplestFailing: this.#simplestFailing } : counts
  }

  get #elapsedMs(): number {
    return performance.now() - this.#startedAt
  }
}

/** Fewer switches first, then fewer who had to wait, then whoever is named first. */
function isSimpler(one: FailingOrder, other: FailingOrder): boolean {
  const ranks = [one, other].map(({ order, switches, schedule }) => {
    const waits = order.steps.filter((step) => step.kind === 'unit' && step.waitedFor.length > 0).length
    return { numbers: [switches, waits], text: schedule.join() }
  })
  const [a, b] = ranks
  if (!a || !b) return false
  const at = a.numbers.findIndex((number, index) => number !== b.numbers[index])
  return at < 0 ? a.text < b.text : (a.numbers[at] ?? 0) < (b.numbers[at] ?? 0)
}

export function toFailing(order: StagedOrder, reason: unknown): FailingOrder {
  const schedule = order.decisions.map((decision) => decision.chosen)
  return { order, reason, schedule, switches: countSwitches(order.decisions) }
}

function tooMany({ mandatorySwitches, limitMs }: ExploreLimits): CourseError {
  return new CourseError('ORDER_UNDECIDED', {
    message:
      `The orders with at most ${mandatorySwitches} switches between the calls could not all be tried within ` +
      `${Math.round(limitMs / 1000)} s. None of those tried failed.`,
    hint: 'Fewer statements in each call make fewer orders. On a busy machine, run again when it is idle.',
  })
}

async function playAgainIfDiverged(play: ExploreOptions['play'], pending: Pending): Promise<StagedOrder> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const order = await play(pending.prefix)
      assertSame(pending, order)
      return order
    } catch (error) {
      const hasDiverged = error instanceof CourseError && error.code === 'ORDER_DIVERGED'
      if (!hasDiverged || attempt > retries) throw error
    }
  }
}

/** The beginning must have offered the same choices as when it was found, or nothing follows from this order. */
function assertSame({ enabled }: Pending, { decisions }: StagedOrder): void {
  const at = enabled.findIndex((lanes, index) => lanes.join() !== decisions[index]?.enabled.join())
  if (at < 0) return
  const [before, now] = [enabled[at]?.join(', '), decisions[at]?.enabled.join(', ') ?? 'nobody']
  throw new CourseError('ORDER_DIVERGED', {
    message: `The order could not be repeated: at step ${at + 1} ${before} waited the first time, and ${now} when it was played again.`,
  })
}
