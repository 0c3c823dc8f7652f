import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { closed, decide, hear } from './breaker.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { countOf } from './state.ts'

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)
const settings = { failures: 2, pauseTicks: 10 }
const inVain = { isProbe: false, isInVain: true }

test('every page that asks is answered, asks in vain, is told at once, or still waits for a worker', () => {
  for (const seed of seeds) {
    const { arrived, runs } = endOf(model, drawParams(figure.parameters, seed), seed)
    for (const run of runs) {
      const waiting = run.queue.filter(({ asksCarrier }) => asksCarrier).length
      expect(run.outcomes.length + waiting).toBe(arrived)
    }
  }
})

test('never are more workers taken than there are, and nobody waits beside one that is free', () => {
  for (const seed of seeds.slice(0, 20)) {
    const params = drawParams(figure.parameters, seed)
    for (const { runs } of playModel(model, params, seed)) {
      for (const { working, queue } of runs) {
        expect(working.length).toBeLessThanOrEqual(params.workers)
        if (queue.length > 0) expect(working.length).toBe(params.workers)
      }
    }
  }
})

test('nobody holds a worker for longer than the limit', () => {
  for (const seed of seeds.slice(0, 20)) {
    const params = drawParams(figure.parameters, seed)
    for (const { runs, tick } of playModel(model, params, seed)) {
      for (const { working, limitTicks } of runs) {
        expect(working.every(({ endsTick }) => endsTick >= tick && endsTick < tick + limitTicks)).toBe(true)
      }
    }
  }
})

test('without a breaker nobody is told at once', () => {
  for (const seed of seeds) {
    const [plain, , short] = endOf(model, drawParams(figure.parameters, seed), seed).runs
    expect([plain, short].map((run) => run && countOf(run, 'told at once'))).toEqual([0, 0])
  }
})

test('one probe at a time is on its way', () => {
  for (const seed of seeds.slice(0, 20)) {
    for (const { runs } of playModel(model, drawParams(figure.parameters, seed), seed)) {
      for (const { working } of runs) expect(working.filter(({ isProbe }) => isProbe).length).toBeLessThanOrEqual(1)
    }
  }
})

test('failures in a row open it, and an answer in between sets the count back', () => {
  const once = hear(closed, inVain, 1, settings)
  expect(decide(once, 1)).toBe('pass')
  expect(decide(hear(hear(once, { ...inVain, isInVain: false }, 2, settings), inVain, 3, settings), 3)).toBe('pass')
  expect(decide(hear(once, inVain, 2, settings), 3)).toBe('refuse')
})

test('after the pause one call may try; its answer closes the breaker, its failure begins another pause', () => {
  const open = hear(hear(closed, inVain, 1, settings), inVain, 2, settings)
  expect([11, 12].map((tick) => decide(open, tick))).toEqual(['refuse', 'probe'])
  expect(decide({ ...open, isProbing: true }, 12)).toBe('refuse')
  expect(hear(open, { isProbe: true, isInVain: false }, 13, settings)).toEqual(closed)
  expect([22, 23].map((tick) => decide(hear(open, { ...inVain, isProbe: true }, 13, settings), tick))).toEqual([
    'refuse',
    'probe',
  ])
})

test('what was sent before it opened neither closes it nor makes the pause longer', () => {
  const open = hear(hear(closed, inVain, 1, settings), inVain, 2, settings)
  expect(hear(open, inVain, 5, settings)).toBe(open)
  expect(hear(open, { ...inVain, isInVain: false }, 5, settings)).toBe(open)
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 30 s: 102 pages want to ask a carrier that is silent for 20 s. No breaker: 40 calls in vain, 0 told at once, at most 20 of 20 workers taken, 31 other pages late. Breaker: 25 calls in vain, 58 told at once, at most 20 of 20 workers taken, 16 other pages late. Short limit: 66 calls in vain, 0 told at once, at most 7 of 20 workers taken, 0 other pages late."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "The same 102 pages that ask the carrier",
      "header": [
        "strategy",
        "in vain",
        "refused",
        "lost",
        "workers",
        "late pages",
      ],
      "rows": [
        [
          "no breaker",
          40,
          0,
          0,
          20,
          31,
        ],
        [
          "breaker",
          25,
          58,
          17,
          20,
          16,
        ],
        [
          "short limit",
          66,
          0,
          0,
          7,
          0,
        ],
      ],
    }
  `)
})
