import { CourseError, exitCodes } from '../../errors.ts'
import type { TimelineStep } from '../../evidence.ts'
import { AssertionFailure } from '../assertion-failure.ts'
import type { EvidenceRecorder } from '../evidence-recorder.ts'
import { renderLeaks } from '../leaks/leak.ts'
import type { PostgresServer } from '../postgres/postgres-server.ts'
import type { RedisServer } from '../redis/redis-server.ts'
import type { Pace } from '../replay/pace.ts'
import type { ReplaySession } from '../replay/replay-session.ts'
import { type DescribeUnit, renderTrace, renderTraceLine } from '../words/render-trace.ts'
import type { Actor } from './actor.ts'
import type { ActorResult } from './actor-run.ts'
import { type ExploreLimits, type ExploreResult, explore, type FailingOrder, toFailing } from './explore.ts'
import type { OtherTraffic } from './other-traffic.ts'
import { parseSchedule, renderSchedule, type Schedule } from './schedule.ts'
import { type StagedOrder, Theatre } from './theatre.ts'

/** One order, as `check` sees it after its end. */
export interface CheckedOrder<Name extends string = string> {
  /** How each call ended. */
  readonly results: Readonly<Record<Name, ActorResult>>
  /** What happened, in words. */
  readonly trace: readonly TimelineStep[]
}

export interface InterleaveOptions<Name extends string = string> {
  /** Puts the servers into the state in which each order begins, by the judge's own connections. */
  readonly before?: () => Promise<void>
  /** The concurrent calls, by name. Each must use only what its `Actor` gives it. Names are shown to the learner. */
  readonly actors: Readonly<Record<Name, (actor: Actor) => Promise<unknown>>>
  /** Throws (`expect`) when this order breaks the constraint. Its message is what the learner reads first. */
  readonly check: (order: CheckedOrder<Name>) => Promise<void> | void
  /** Other words for a unit than the kit's own, for a kata whose subject needs them. */
  readonly describe?: DescribeUnit
  /** What the count of failing orders is called: `orders that lost money`. */
  readonly failingLabel?: string
  /** Plays only this order, as an earlier run's evidence recorded it. */
  readonly replay?: string
  /** How long to go on towards all orders once all with at most two switches have passed. Default 2,000 ms. */
  readonly budgetMs?: number
  /** How long the orders with at most two switches may take before the run is undecided. Default 15,000 ms. */
  readonly limitMs?: number
}

/** What an exploration covered. It returns only when no order broke the constraint. */
export interface Exploration {
  readonly orders: number
  readonly failing: 0
  /** Every possible order was tried. */
  readonly isComplete: boolean
  /** Every order with at most so many switches between the calls was tried. */
  readonly maxSwitches: number
}

export interface InterleaveSetting {
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  /** What the calls may wait for beside Postgres and Redis. It is not explored. */
  readonly others?: OtherTraffic | undefined
  readonly evidence: EvidenceRecorder
  /** Which of the test's explorations this is, counted from 1. */
  readonly call?: number
  /** An order that is to be played again in place of exploring, while somebody looks on. */
  readonly replay?: ReplaySession | undefined
}

const defaults = {
  mandatorySwitches: 2,
  budgetMs: 2_000,
  fewOrders: 60,
  limitMs: 15_000,
  countingMs: 8_000,
  countingOrders: 200,
}
const patienceMs = 10_000
const stuckMs = 1_000

/**
 * Runs the calls of `actors` in every order of what they ask of Postgres and Redis, and checks each.
 * Fewest switches between the calls come first, so the failing order that is shown is the simplest.
 */
export async function interleave<Name extends string>(
  options: InterleaveOptions<Name>,
  setting: InterleaveSetting,
): Promise<Exploration> {
  const pace = setting.replay?.pace(options.describe)
  await using theatre = await Theatre.open({
    actors: options.actors,
    before: options.before ?? (async () => {}),
    postgres: setting.postgres,
    redis: setting.redis,
    others: setting.others,
    patienceMs,
    stuckMs,
    pace,
  })
  const judge = (order: StagedOrder): Promise<unknown> => judgeOrder(order, options)
  const schedule = options.replay ?? setting.replay?.plan.schedule
  const result =
    schedule === undefined
      ? await exploreAll(theatre, judge, options)
      : await replay(theatre, judge, parseSchedule(schedule), pace)
  recordEvidence(result, options, setting)
  if (result.simplestFailing) throw toFailure(result.simplestFailing, options.describe)
  return { orders: result.orders, failing: 0, isComplete: result.isComplete, maxSwitches: result.maxSwitches }
}

function exploreAll(
  theatre: Theatre,
  judge: (order: StagedOrder) => Promise<unknown>,
  options: InterleaveOptions,
): Promise<ExploreResult> {
  const given = { budgetMs: options.budgetMs, limitMs: options.limitMs }
  const limits: ExploreLimits = {
    ...defaults,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
  return explore({ play: (prefix) => theatre.play(prefix), judge, limits })
}

async function replay(
  theatre: Theatre,
  judge: (order: StagedOrder) => Promise<unknown>,
  schedule: Schedule,
  pace: Pace | undefined,
): Promise<ExploreResult> {
  const order = await theatre.play(schedule).catch((error: unknown) => {
    if (error instanceof CourseError && error.code === 'ORDER_DIVERGED') pace?.diverge(error.message)
    throw error
  })
  const missing = schedule.length - order.decisions.length
  if (missing > 0) pace?.diverge(describeEarlyEnd(schedule, order))
  const reason = await judge(order)
  const result = { orders: 1, isComplete: false, maxSwitches: 0 }
  return reason === undefined
    ? { ...result, failing: 0 }
    : { ...result, failing: 1, simplestFailing: toFailing(order, reason) }
}

function describeEarlyEnd(schedule: Schedule, { decisions }: StagedOrder): string {
  const [steps, who] = [decisions.length, schedule[decisions.length]?.split(':')[0]]
  return `The order could not be repeated to its end: all calls had ended after ${steps} of its ${schedule.length} steps. At step ${steps + 1} ${who} should have been next.`
}

/** The reason why the order breaks the constraint. A lost server, or what the kit refused to do, is no reason: it is thrown on. */
async function judgeOrder<Name extends string>(order: StagedOrder, options: InterleaveOptions<Name>): Promise<unknown> {
  for (const result of Object.values(order.results))
    if (result.state === 'threw' && result.error instanceof CourseError) throw result.error
  if (order.stuck) return new AssertionFailure(order.stuck)
  try {
    const results = order.results as Readonly<Record<Name, ActorResult>>
    await options.check({ results, trace: renderTrace(order.steps, options.describe) })
  } catch (error) {
    if (error instanceof CourseError && error.exitCode === exitCodes.machineNotReady) throw error
    return error ?? new AssertionFailure('The check threw, but nothing that says why.')
  }
  return order.leaks.length > 0 ? new AssertionFailure(renderLeaks(order.leaks)) : undefined
}

function recordEvidence(
  result: ExploreResult,
  options: InterleaveOptions,
  { evidence, call = 1 }: InterleaveSetting,
): void {
  evidence.count(`orders tried (${renderCoverage(result)})`, result.orders)
  evidence.count(options.failingLabel ?? 'orders that broke the constraint', result.failing, {
    expected: 0,
    unit: `of ${result.orders}`,
  })
  const failing = result.simplestFailing
  if (!failing) return
  const steps = renderTrace(failing.order.steps, options.describe)
  const schedule = renderSchedule(failing.schedule)
  evidence.timeline('the simplest failing order', steps, { schedule, ...(call > 1 ? { call } : {}) })
}

function renderCoverage({ isComplete, maxSwitches }: Pick<ExploreResult, 'isComplete' | 'maxSwitches'>): string {
  if (isComplete) return 'all there are'
  return maxSwitches === 1 ? 'all with at most 1 switch' : `all with at most ${maxSwitches} switches`
}

function toFailure({ order, reason }: FailingOrder, describe: DescribeUnit | undefined): AssertionFailure {
  const message = reason instanceof Error ? reason.message : String(reason)
  return new AssertionFailure(`${message}\n${renderTraceLine(order.steps, describe)}`, reason)
}
