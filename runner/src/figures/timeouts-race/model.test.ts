import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { heardBy, hopMs, workForNobodyMs } from './state.ts'

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)

function endOfPreset(id: string, seed: number) {
  const preset = figure.presets.find((each) => each.id === id)
  return endOf(model, fillParams(figure.parameters, preset?.params), seed)
}

test('every call ends: with an answer or because its caller gives up, and whoever is asked finishes', () => {
  for (const seed of seeds) {
    for (const { calls, pending } of endOf(model, drawParams(figure.parameters, seed), seed).runs) {
      expect(pending).toEqual([])
      for (const { sentMs, endedMs = -1, doneMs = -1 } of calls) {
        expect(endedMs).toBeGreaterThan(sentMs)
        expect(doneMs).toBeGreaterThanOrEqual(sentMs + hopMs)
      }
    }
  }
})

test('nobody waits longer than its limit', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const limits = [params.pageMs, params.balancerMs, params.shopMs]
    for (const { calls } of endOf(model, params, seed).runs) {
      for (const { caller, sentMs, endedMs = 0 } of calls)
        expect(endedMs - sentMs).toBeLessThanOrEqual(limits[caller] ?? 0)
    }
  }
})

test('without a key each request that reaches the provider is one charge', () => {
  for (const seed of seeds) {
    const [run] = endOf(model, drawParams(figure.parameters, seed), seed).runs
    expect(run?.charges.length).toBe(run?.calls.filter(({ caller }) => caller === 2).length)
  }
})

test('the clock never goes back, and stands at a whole moment', () => {
  const moments = playModel(model, fillParams(figure.parameters), 3).map(({ nowMs }) => nowMs)
  expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  expect(moments.every(Number.isInteger)).toBe(true)
})

test('on Friday the balancer gives up, the customer presses again, and the card is charged twice', () => {
  for (const seed of seeds) {
    const [without, withKey] = endOfPreset('friday', seed).runs
    expect([heardBy(without?.calls ?? []), without?.charges.length]).toEqual([['504', '200'], 2])
    expect(withKey?.charges.length).toBe(1)
  }
})

test('a balancer that repeats a POST charges twice for one press', () => {
  for (const seed of seeds) {
    const [without] = endOfPreset('repeating', seed).runs
    expect([heardBy(without?.calls ?? []), without?.charges.length]).toEqual([['200'], 2])
  }
})

test('a shop that gives up first says so, and is not at work when the customer is gone', () => {
  for (const seed of seeds) {
    const { runs, nowMs } = endOfPreset('shrinking', seed)
    expect(heardBy(runs[0]?.calls ?? [])[0]).toBe('202')
    expect(runs.map(({ calls }) => workForNobodyMs(calls, nowMs))).toEqual([0, 0])
  }
})

test('it says in words what it shows', () => {
  const view = model.view(endOfPreset('friday', 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 24.1 s, without a key the card is charged twice and the customer hears 504, then 200; with a key the card is charged once and the customer hears 504, then 200."`,
  )
  expect(view.table.rows).toMatchInlineSnapshot(`
    [
      [
        "without a key",
        "504, then 200",
        2,
        "9 s",
      ],
      [
        "with a key",
        "504, then 200",
        1,
        "9 s",
      ],
    ]
  `)
})
