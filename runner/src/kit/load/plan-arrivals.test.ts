import { expect, test } from 'vitest'
import { planArrivals } from './plan-arrivals.ts'

test('a constant rate is evenly spaced and begins at once', () => {
  expect(planArrivals({ ratePerSecond: 4, durationMs: 1_000 })).toEqual([0, 250, 500, 750])
})

test('independent callers come in bunches, at the same rate on the whole', () => {
  const plan = planArrivals({ ratePerSecond: 100, durationMs: 60_000, arrivals: 'poisson' })
  expect(plan.length / 6_000).toBeCloseTo(1, 1)
  const gaps = plan.slice(1).map((atMs, nth) => atMs - (plan[nth] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(0)
  // For arrivals that know nothing of each other, 1 - 1/e of the gaps are shorter than the mean.
  expect(gaps.filter((gapMs) => gapMs < 10).length / gaps.length).toBeCloseTo(1 - 1 / Math.E, 1)
})

test('the same seed gives the same arrivals, another one others', () => {
  const arrivals = { ratePerSecond: 10, durationMs: 5_000, arrivals: 'poisson' } as const
  expect(planArrivals(arrivals)).toEqual(planArrivals({ ...arrivals, seed: 1 }))
  expect(planArrivals(arrivals)).not.toEqual(planArrivals({ ...arrivals, seed: 2 }))
})
