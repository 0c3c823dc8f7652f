import { describe, expect, test } from 'vitest'
import { CourseError } from '../../errors.ts'
import { type ExploreLimits, explore } from './explore.ts'
import type { Decision, Schedule } from './schedule.ts'
import type { StagedOrder } from './theatre.ts'

const unlimited: ExploreLimits = {
  mandatorySwitches: 2,
  budgetMs: 60_000,
  fewOrders: 0,
  limitMs: 60_000,
  countingMs: 60_000,
  countingOrders: 1_000,
}

/** Two calls with three units each. */
function play(prefix: Schedule): StagedOrder {
  const left: Record<string, number> = { A: 3, B: 3 }
  const decisions: Decision[] = []
  for (;;) {
    const enabled = ['A', 'B'].filter((lane) => (left[lane] ?? 0) > 0)
    const previous = decisions.at(-1)?.chosen ?? ''
    const chosen = prefix[decisions.length] ?? (enabled.includes(previous) ? previous : enabled[0])
    if (chosen === undefined) return { decisions, results: {}, steps: [], leaks: [] }
    decisions.push({ enabled, chosen })
    left[chosen] = (left[chosen] ?? 0) - 1
  }
}

const scheduleOf = (order: StagedOrder): string => order.decisions.map(({ chosen }) => chosen).join('')
const isBroken = async (order: StagedOrder): Promise<unknown> =>
  scheduleOf(order).includes('ABA') ? 'broken' : undefined
const passes = async (): Promise<undefined> => undefined

describe('explore', () => {
  test('tries all orders, counts those that fail and shows the simplest', async () => {
    const result = await explore({ play: async (prefix) => play(prefix), judge: isBroken, limits: unlimited })
    expect(result).toMatchObject({ orders: 20, failing: 10, isComplete: true })
    expect(result.simplestFailing).toMatchObject({ switches: 2, schedule: ['A', 'A', 'B', 'A', 'B', 'B'] })
  })

  test('goes no further than the mandatory orders when the budget is spent', async () => {
    const result = await explore({
      play: async (prefix) => play(prefix),
      judge: passes,
      limits: { ...unlimited, budgetMs: -1 },
    })
    expect(result).toMatchObject({ isComplete: false, maxSwitches: 2, failing: 0 })
    expect(result.orders).toBeLessThan(20)
  })

  test('completes a small space whatever the budget', async () => {
    const limits = { ...unlimited, budgetMs: -1, fewOrders: 20 }
    expect(await explore({ play: async (prefix) => play(prefix), judge: passes, limits })).toMatchObject({
      orders: 20,
      isComplete: true,
    })
  })

  test('stops counting after so many orders once one has failed', async () => {
    const limits = { ...unlimited, countingOrders: 7 }
    const result = await explore({ play: async (prefix) => play(prefix), judge: async () => 'broken', limits })
    expect(result).toMatchObject({ orders: 7, failing: 7, isComplete: false })
  })

  test('is undecided when the mandatory orders take too long', async () => {
    const limits = { ...unlimited, budgetMs: -1, limitMs: -1 }
    const tooMany = explore({ play: async (prefix) => play(prefix), judge: passes, limits })
    await expect(tooMany).rejects.toMatchObject({ code: 'ORDER_UNDECIDED' })
  })

  test('plays an order again that came out differently, and gives up when it always does', async () => {
    let failures = 2
    const shaky = async (prefix: Schedule): Promise<StagedOrder> => {
      if (prefix.length === 3 && failures-- > 0) throw new CourseError('ORDER_DIVERGED', { message: 'late' })
      return play(prefix)
    }
    expect(await explore({ play: shaky, judge: passes, limits: unlimited })).toMatchObject({ orders: 20 })

    const random = async (prefix: Schedule): Promise<StagedOrder> => {
      const order = play(prefix)
      return prefix.length < 2
        ? order
        : { ...order, decisions: order.decisions.map((one) => ({ ...one, enabled: ['A', 'B', 'C'] })) }
    }
    await expect(explore({ play: random, judge: passes, limits: unlimited })).rejects.toMatchObject({
      code: 'ORDER_DIVERGED',
    })
  })
})
