import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { lengthMs, longestLagMs, primaryReadsOf, replayedMs } from './state.ts'

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)

test('every read is answered once by each strategy, and none before it is asked', () => {
  for (const seed of seeds) {
    const { acts, runs, nowMs } = endOf(model, drawParams(figure.parameters, seed), seed)
    const reads = acts.filter(({ kind }) => kind === 'read').map(({ atMs }) => atMs)
    for (const { answers } of runs) {
      expect(answers.map(({ askedMs }) => askedMs)).toEqual(reads)
      expect(answers.every(({ askedMs, answeredMs }) => answeredMs >= askedMs && answeredMs <= nowMs)).toBe(true)
    }
  }
})

test('nobody waits for a position longer than is set, and the other strategies wait for nothing', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const longest = endOf(model, params, seed).runs.map(({ answers }) =>
      Math.max(0, ...answers.map(({ askedMs, answeredMs }) => answeredMs - askedMs)),
    )
    expect(longest.slice(0, 2)).toEqual([0, 0])
    expect(longest[2]).toBeLessThanOrEqual(params.waitMs)
  }
})

test('replay never goes back, never overtakes the primary, and is never further behind than is set', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    let before = replayedMs(0, params)
    for (let atMs = 0; atMs <= lengthMs; atMs += 50) {
      const replayed = replayedMs(atMs, params)
      expect(replayed).toBeGreaterThanOrEqual(before)
      expect(atMs - replayed).toBeGreaterThanOrEqual(params.lagMs)
      expect(atMs - replayed).toBeLessThanOrEqual(longestLagMs(params))
      before = replayed
    }
  }
})

test('the primary shows everything, and the replica what it has replayed', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const { acts, runs } = endOf(model, params, seed)
    for (const { client, askedMs, answeredMs, server, missing } of runs.flatMap(({ answers }) => answers)) {
      const own = acts.filter((act) => act.client === client && act.kind === 'write' && act.atMs < askedMs)
      const shownMs = server === 'primary' ? lengthMs : replayedMs(answeredMs, params)
      expect(missing).toBe(own.filter(({ atMs }) => atMs > shownMs).length)
    }
  }
})

test('a longer time on the primary never hides more, and never spares it', () => {
  for (const seed of seeds) {
    const params = drawParams(figure.parameters, seed)
    const ends = [500, 5000, 30_000].map(
      (stickyMs) => endOf(model, { ...params, stickyMs }, seed).runs[1]?.answers ?? [],
    )
    const missing = ends.map((answers) => answers.filter((each) => each.missing > 0).length)
    const primary = ends.map(primaryReadsOf)
    expect(missing).toEqual(missing.toSorted((a, b) => b - a))
    expect(primary).toEqual(primary.toSorted((a, b) => a - b))
  }
})

test('the clients do the same whatever the replica does', () => {
  const acts = [0, 20_000].map((stallMs) => endOf(model, fillParams(figure.parameters, { stallMs }), 5).acts)
  expect(acts[0]).toEqual(acts[1])
})

test('somebody who waits has no answer yet', () => {
  const states = playModel(model, fillParams(figure.parameters), 1)
  const waiting = states.find(({ runs, nowMs }) => runs[2]?.answers.some(({ answeredMs }) => answeredMs > nowMs))
  const [, , lanes] = waiting ? model.view(waiting).pictures : []
  expect(lanes?.kind === 'lanes' && lanes.arrows.every(({ arrives }) => arrives <= (waiting?.nowMs ?? 0))).toBe(true)
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 30 s, of 19 reads, any replica: an own write is missing 12 times, the primary answers 0 times, the longest wait is 0 ms; primary for a while: an own write is missing 4 times, the primary answers 13 times, the longest wait is 0 ms; by position: an own write is missing 0 times, the primary answers 10 times, the longest wait is 1000 ms."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "The same 19 reads: own write missing, at the primary",
      "header": [
        "strategy",
        "missing",
        "primary",
        "longest ms",
      ],
      "rows": [
        [
          "any replica",
          12,
          0,
          0,
        ],
        [
          "primary for a while",
          4,
          13,
          0,
        ],
        [
          "by position",
          0,
          10,
          1000,
        ],
      ],
    }
  `)
})
