import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { sumOf } from '../sum-of.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { sumsWithin } from './state.ts'

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)

test('no limiter passes more than has arrived, or less than nothing', () => {
  for (const seed of seeds) {
    const { arrived, passed } = endOf(model, drawParams(figure.parameters, seed), seed)
    for (const counts of passed) {
      expect(counts).toHaveLength(arrived.length)
      expect(counts.every((count, tick) => count >= 0 && count <= (arrived[tick] ?? 0))).toBe(true)
    }
  }
})

test('the bucket never holds less than nothing or more than it can', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const levels = playModel(model, params, seed).map(({ milliTokens }) => milliTokens)
    expect(Math.min(...levels)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...levels)).toBeLessThanOrEqual(params.burst * 1000)
  }
})

test('no token is lost: what the bucket passed is what it held, what the rate put back, less what it still holds', () => {
  for (const seed of seeds) {
    // At a flood it is never full after the beginning, so nothing runs over.
    const params = fillParams(figure.parameters, { load: 40, clump: 1, rate: 7, burst: 10 })
    const [first, ...later] = playModel(model, params, seed)
    const last = later.at(-1)
    const passed = sumOf(last?.passed[0] ?? [])
    // The first tick finds a full bucket.
    expect(passed * 1000 + (last?.milliTokens ?? 0)).toBe((first?.milliTokens ?? 0) + 99 * 700)
  }
})

test('all strategies meet the same arrivals, whatever they are set to', () => {
  const arrivals = [1, 20].map((rate) => endOf(model, fillParams(figure.parameters, { rate }), 5).arrived)
  expect(arrivals[0]).toEqual(arrivals[1])
})

test('on average as many arrive as are set', () => {
  for (const [load, clump] of [
    [8, 3],
    [40, 1],
    [5, 20],
  ] as const) {
    const params = fillParams(figure.parameters, { load, clump })
    const arrived = seeds.map((seed) => sumOf(endOf(model, params, seed).arrived))
    expect(Math.abs(sumOf(arrived) / (seeds.length * 10) / load - 1)).toBeLessThan(0.15)
  }
})

test('a sum within a time counts each request for that long and no longer', () => {
  expect(sumsWithin([1, 0, 2, 0, 0], 200)).toEqual([1, 1, 2, 2, 0])
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 10 s, of 69 requests the token bucket has passed 44, at most 9 within 1 s; the fixed window has passed 43, at most 10 within 1 s; the sliding window has passed 36, at most 5 within 1 s. The limit is 5 within 1 s."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "The same 69 requests",
      "header": [
        "strategy",
        "passed",
        "refused",
        "most within 1 s",
      ],
      "rows": [
        [
          "token bucket",
          44,
          25,
          9,
        ],
        [
          "fixed window",
          43,
          26,
          10,
        ],
        [
          "sliding window",
          36,
          33,
          5,
        ],
      ],
    }
  `)
})
