import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { sumOf } from '../sum-of.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { capacityAt, mostCalls } from './state.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)

test('every request that has arrived is answered, has failed, or waits for its next call', () => {
  for (const seed of seeds) {
    for (const { arrived, runs } of playModel(model, drawParams(figure.parameters, seed), seed)) {
      for (const { answered, failed, waiting } of runs) expect(answered + failed + waiting.length).toBe(arrived)
    }
  }
})

test('the service answers no more than it can, and nothing while it is down', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const states = playModel(model, params, seed)
    for (const [index, { tick, runs }] of states.entries()) {
      for (const [strategy, { answered }] of runs.entries()) {
        const before = states[index - 1]?.runs[strategy]?.answered ?? 0
        expect(answered - before).toBeLessThanOrEqual(index === 0 ? 0 : capacityAt(tick - 1, params))
      }
    }
  }
})

test('no request makes more calls than its layers have tries', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const { runs, arrived } = endOf(model, params, seed)
    for (const { offered } of runs) expect(sumOf(offered)).toBeLessThanOrEqual(arrived * mostCalls(params))
  }
})

test('where nobody tries again, all strategies are the same', () => {
  const { runs, arrived } = endOf(model, fillParams(figure.parameters, { tries: 1 }), 4)
  for (const run of runs) expect(sumOf(run.offered)).toBe(arrived)
})

test('a request that fails again and again is called as often as the layers multiply to, with waits that double in each', () => {
  // One request alone, at the moment at which the service goes down for eight seconds.
  const params = fillParams(figure.parameters, {
    load: 10,
    crowd: 10,
    outageMs: 8000,
    layers: 2,
    tries: 2,
    waitMs: 500,
  })
  const crowd = playModel(model, params, 2).map(({ runs }) => runs[1]?.waiting.filter(({ id }) => id === 40)[0]?.due)
  const due = [...new Set(crowd.filter((tick) => tick !== undefined))]
  const gaps = due.slice(1).map((tick, index) => tick - (due[index] ?? 0))
  expect(new Set(gaps)).toEqual(new Set([5]))
  expect(due).toHaveLength(3)
})

test('it says in words what it shows', () => {
  expect(model.view(endOf(model, fillParams(figure.parameters), 1)).sentence).toMatchInlineSnapshot(
    `"After 20 s and 405 requests, the most calls in a tenth of a second were 23 (at once), 17 (backoff), 22 (with jitter), 6 (and a budget)."`,
  )
})
