import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { sumOf } from '../sum-of.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { ownerAt, pointsOf } from './place.ts'
import { countKeys, ringSize, strayMoves } from './state.ts'

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)

test('every key has one server, which is there', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    for (const { owners, servers } of playModel(model, params, seed)) {
      for (const each of owners) expect(sumOf(countKeys(each, servers))).toBe(params.keys)
    }
  }
})

test('moves are monotone on a ring: who joins takes from the others, who leaves gives to them, and that is all', () => {
  for (const seed of seeds) {
    const states = playModel(model, drawParams(figure.parameters, seed), seed)
    for (const [at, before] of states.slice(0, -1).entries()) {
      const after = states[at + 1]
      expect(after && [1, 2].map((strategy) => strayMoves(before, after, strategy))).toEqual([0, 0])
    }
  }
})

test('a server that joins and leaves again leaves every key where it was', () => {
  for (const seed of seeds) {
    const [servers, joined] = [
      [1, 2, 3],
      [1, 2, 3, 4],
    ]
    const before = pointsOf(servers, 8, seed)
    const left = pointsOf(joined, 8, seed).filter(({ server }) => server !== 4)
    expect(left).toEqual(before)
  }
})

test('on average over many rings one key in n moves, with and without virtual nodes', () => {
  const changes = Array.from({ length: 300 }, (_, index) => {
    const params = fillParams(figure.parameters, { keys: 100 })
    return endOf(model, params, index + 1).changes[0]?.moved ?? []
  })
  for (const strategy of [1, 2]) {
    const average = sumOf(changes.map((moved) => moved[strategy] ?? 0)) / changes.length
    expect(Math.abs(average - 100 / 6)).toBeLessThan(2)
  }
})

test('modulo keeps about one key in n + 1, all others move', () => {
  for (const seed of seeds) {
    const [change] = endOf(model, fillParams(figure.parameters, { keys: 1000 }), seed).changes
    expect(Math.abs((change?.moved[0] ?? 0) - (1000 * 5) / 6)).toBeLessThan(60)
  }
})

test('a key belongs to the first point at its place or behind it, and behind the last point to the first', () => {
  for (const seed of seeds) {
    const points = pointsOf([1, 2, 3], 4, seed)
    for (const place of [0, 1000, 30_000, ringSize - 1, ...points.map((point) => point.place)]) {
      const behind = points.find((point) => point.place >= place) ?? points[0]
      expect(ownerAt(place, points)).toBe(behind?.server)
    }
  }
})

test('the last server stays', () => {
  const { servers } = endOf(model, fillParams(figure.parameters, { servers: 2, joins: 0, leaves: 3 }), 1)
  expect(servers).toHaveLength(1)
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"Server 6 joins. Of 600 keys on 6 servers, modulo: 485 have moved, and servers have 90 to 116 each; ring: 326 have moved, and servers have 7 to 326 each; virtual nodes: 123 have moved, and servers have 78 to 123 each."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "600 keys on 6 servers",
      "header": [
        "strategy",
        "moved",
        "fair",
        "fullest",
        "emptiest",
      ],
      "rows": [
        [
          "modulo",
          485,
          100,
          116,
          90,
        ],
        [
          "ring",
          326,
          100,
          326,
          7,
        ],
        [
          "virtual nodes",
          123,
          100,
          123,
          78,
        ],
      ],
    }
  `)
})
