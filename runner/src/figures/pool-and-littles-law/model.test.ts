import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { sumOf } from '../sum-of.ts'
import { arrivalsOf } from './arrivals.ts'
import { averageWaitMs } from './curve.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { averageOf } from './state.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

test('every request has a connection, waits for one, or is done; and nobody waits beside a free one', () => {
  for (const seed of seeds.slice(0, 5)) {
    for (const { runs, arrived } of playModel(model, drawParams(figure.parameters, seed), seed)) {
      for (const { queue, waitsMs, busyUntilMs, size } of runs) {
        expect(waitsMs.length + queue.length).toBe(arrived)
        expect(busyUntilMs.length).toBeLessThanOrEqual(size)
        if (queue.length > 0) expect(busyUntilMs.length).toBe(size)
      }
    }
  }
})

test("Little's law: moments times who is inside are requests times their stays, from an empty pool to an empty pool", () => {
  for (const seed of seeds) {
    const { runs, arrivals } = endOf(model, drawParams(figure.parameters, seed), seed)
    for (const { insideMs, inUseMs, staysMs } of runs) {
      expect(insideMs).toBe(sumOf(staysMs))
      expect(inUseMs).toBe(sumOf(arrivals.map(({ holdMs }) => holdMs)))
    }
  }
})

test('no pool is more in use than all of the time', () => {
  for (const seed of seeds) {
    for (const { inUseMs, size, nowMs } of endOf(model, drawParams(figure.parameters, seed), seed).runs) {
      expect(inUseMs).toBeLessThanOrEqual(size * nowMs)
    }
  }
})

test('the run and the curve agree on how long is waited, counted in two ways', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const { runs, arrivals } = endOf(model, params, seed)
    for (const { size, waitsMs } of runs) expect(averageOf(waitsMs)).toBe(averageWaitMs(size, arrivals))
  }
})

test('the wait never falls when the same requests come closer together', () => {
  for (const seed of seeds) {
    for (const curve of model.init(drawParams(figure.parameters, seed), seed).curves) {
      // Moments are rounded down to milliseconds, so a wait may be one shorter.
      for (const [at, { waitMs }] of curve.entries()) {
        expect(waitMs).toBeGreaterThanOrEqual((curve[at - 1]?.waitMs ?? 0) - 1)
      }
    }
  }
})

test('on average as many arrive, and they hold for as long, as is set', () => {
  const all = seeds.map((seed) => arrivalsOf(seed, 100, 80))
  expect(averageOf(all.map((arrivals) => arrivals.at(-1)?.atMs ?? 0)) / 3000).toBeCloseTo(1, 1)
  expect(averageOf(all.flatMap((arrivals) => arrivals.map(({ holdMs }) => holdMs))) / 80).toBeCloseTo(1, 1)
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 5.026 s and 300 requests that hold a connection for about 80 ms, on average: half, 5: 98 % in use, a wait of 1024 ms, 66 requests inside; yours, 10: 82 % in use, a wait of 20 ms, 10.2 requests inside; twice, 20: 41 % in use, a wait of 0 ms, 8.2 requests inside."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "The same 300 requests with three pools, on average",
      "header": [
        "connections",
        "used %",
        "wait ms",
        "stay ms",
        "per s",
        "inside",
      ],
      "rows": [
        [
          "half, 5",
          98,
          1024,
          1105,
          59.7,
          66,
        ],
        [
          "yours, 10",
          82,
          20,
          102,
          99.9,
          10.2,
        ],
        [
          "twice, 20",
          41,
          0,
          82,
          99.9,
          8.2,
        ],
      ],
    }
  `)
})
