import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { sumOf } from '../sum-of.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { countLoads, tickMs, workPerTick } from './state.ts'

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)

test('a load that has begun is on its way or has ended, and none ends before its work is done', () => {
  for (const seed of seeds.slice(0, 10)) {
    const params = drawParams(figure.parameters, seed)
    for (const { runs } of playModel(model, params, seed)) {
      for (const { begun, running, loads } of runs) {
        expect(running.at(-1) ?? 0).toBe(countLoads(loads))
        expect(sumOf(begun)).toBeGreaterThanOrEqual(countLoads(loads))
        expect(loads.every(({ leftWork }) => leftWork > 0 && leftWork <= (params.loadMs / tickMs) * workPerTick)).toBe(
          true,
        )
      }
    }
  }
})

test('the database does no more work in a tick than it has cores, and none goes to waste', () => {
  for (const seed of seeds.slice(0, 10)) {
    const params = drawParams(figure.parameters, seed)
    const states = playModel(model, params, seed)
    for (const [at, { runs }] of states.slice(1).entries()) {
      for (const [which, { loads }] of runs.entries()) {
        const before = states[at]?.runs[which]?.loads ?? []
        const left = new Map(loads.map((load) => [load.startedTick, load.leftWork]))
        const steady = before.filter(({ startedTick }) => left.has(startedTick))
        const done = sumOf(
          steady.map(({ startedTick, leftWork, count }) => count * (leftWork - (left.get(startedTick) ?? 0))),
        )
        expect(done).toBeLessThanOrEqual(params.cores * workPerTick)
        if (steady.length < before.length || before.length === 0) continue
        // Shares are whole, so at most one unit a load is lost.
        expect(done).toBeGreaterThan(Math.min(params.cores, countLoads(before)) * workPerTick - countLoads(before))
      }
    }
  }
})

test('nobody waits for a value that is there, unless to refresh it', () => {
  for (const seed of seeds) {
    for (const { runs, arrived } of playModel(model, drawParams(figure.parameters, seed), seed)) {
      for (const { waited, begun, label } of runs) {
        expect(waited).toBeLessThanOrEqual(sumOf(arrived))
        if (label === 'early refresh') expect(waited).toBe(sumOf(begun))
      }
    }
  }
})

test('a value is there for as long as it lives, and gone from then on until a load ends', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const [uncoordinated, flight] = endOf(model, params, seed).runs
    for (const { gaps } of [uncoordinated, flight].filter((run) => run !== undefined)) {
      const backs = [0, ...gaps.map(({ toTick }) => toTick)]
      expect(gaps[0]?.fromTick ?? params.ttlMs / tickMs).toBe(params.ttlMs / tickMs)
      for (const [at, { fromTick, toTick = fromTick }] of gaps.entries()) {
        expect(fromTick - (backs[at] ?? 0)).toBeGreaterThanOrEqual(params.ttlMs / tickMs)
        expect(toTick === fromTick || toTick - fromTick >= params.loadMs / tickMs).toBe(true)
      }
    }
  }
})

test('alone, a load takes the time that is set', () => {
  const { longestWaitTicks } = endOf(model, fillParams(figure.parameters, { loadMs: 300 }), 1).runs[1] ?? {}
  expect(longestWaitTicks).toBe(3)
})

test('on average as many arrive as are set, the same for all', () => {
  for (const readers of [2, 100, 400]) {
    const params = fillParams(figure.parameters, { readers })
    const arrived = seeds.map((seed) => sumOf(endOf(model, params, seed).arrived))
    expect(Math.abs(sumOf(arrived) / (seeds.length * 20) / readers - 1)).toBeLessThan(0.1)
  }
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 20 s, of 1974 reads of one key, uncoordinated: 120 reach the database, at most 108 at once, and 120 readers wait; single flight: 3 reach the database, at most 1 at once, and 130 readers wait; early refresh: 13 reach the database, at most 3 at once, and 13 readers wait."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "Reads that reach the database, of the same 1974",
      "header": [
        "strategy",
        "reads",
        "at once",
        "waited",
        "longest ms",
      ],
      "rows": [
        [
          "uncoordinated",
          120,
          108,
          120,
          1200,
        ],
        [
          "single flight",
          3,
          1,
          130,
          500,
        ],
        [
          "early refresh",
          13,
          3,
          13,
          500,
        ],
      ],
    }
  `)
})
