import { expect, test } from 'vitest'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { figure } from './figure.ts'
import { model } from './model.ts'
import { countOf, lostOf, messages, repeatedOf } from './state.ts'

const seeds = Array.from({ length: 60 }, (_, index) => index + 1)

test('in the end every order is charged or lost, and no strategy has left one behind', () => {
  for (const seed of seeds) {
    for (const run of endOf(model, drawParams(figure.parameters, seed), seed).runs) {
      const charged = run.effects.filter((count) => count > 0).length
      expect(charged + lostOf(run)).toBe(messages)
      expect([run.at, run.committed]).toEqual([messages, messages])
    }
  }
})

test('every charge and every recognised delivery is in the log, at the moment at which the work was done', () => {
  for (const seed of seeds) {
    const { runs, untilMs } = endOf(model, drawParams(figure.parameters, seed), seed)
    for (const run of runs) {
      expect(countOf(run, 'effect')).toBe(run.effects.filter((count) => count > 0).length)
      expect(countOf(run, 'repeated')).toBe(repeatedOf(run))
      expect(run.facts.every(({ atMs }) => atMs > 0 && atMs <= untilMs)).toBe(true)
    }
  }
})

test('what is lost stays lost, and a commit is never taken back', () => {
  for (const seed of seeds) {
    const states = playModel(model, drawParams(figure.parameters, seed), seed)
    for (const which of [0, 1, 2]) {
      const runs = states.flatMap(({ runs: all }) => all[which] ?? [])
      const [lost, committed] = [runs.map(lostOf), runs.map((run) => run.committed)]
      expect(lost).toEqual(lost.toSorted((a, b) => a - b))
      expect(committed).toEqual(committed.toSorted((a, b) => a - b))
    }
  }
})

test('a process dies at the same moments whatever its order is, unless it is down or done', () => {
  for (const seed of seeds) {
    const { runs, deathsMs } = endOf(model, drawParams(figure.parameters, seed), seed)
    for (const { facts } of runs) {
      const died = facts.filter(({ what }) => what === 'death').map(({ atMs }) => atMs)
      expect(died.every((atMs) => deathsMs.includes(atMs))).toBe(true)
      if (deathsMs[0] !== undefined) expect(died[0]).toBe(deathsMs[0])
    }
  }
})

test('with a key exactly those are recognised that are charged again without one', () => {
  for (const seed of seeds) {
    const [, after, key] = endOf(model, drawParams(figure.parameters, seed), seed).runs
    expect(key && countOf(key, 'recognised')).toBe(after && repeatedOf(after))
  }
})

test('when nothing dies, all three charge every order once', () => {
  for (const seed of seeds) {
    const params = { ...drawParams(figure.parameters, seed), crashes: 0 }
    for (const { effects } of endOf(model, params, seed).runs) expect(effects.every((count) => count === 1)).toBe(true)
  }
})

test('it says in words what it shows', () => {
  const view = model.view(endOf(model, fillParams(figure.parameters), 1))
  expect(view.sentence).toMatchInlineSnapshot(
    `"After 7.586 s, of 24 orders, commit, then work: 8 lost, 0 charged again, 0 recognised; work, then commit: 0 lost, 2 charged again, 0 recognised; with a key: 0 lost, 0 charged again, 2 recognised."`,
  )
  expect(view.table).toMatchInlineSnapshot(`
    {
      "caption": "The same 24 orders, and a process that dies 3 times",
      "header": [
        "strategy",
        "charged",
        "lost",
        "again",
        "recognised",
      ],
      "rows": [
        [
          "commit, then work",
          16,
          8,
          0,
          0,
        ],
        [
          "work, then commit",
          24,
          0,
          2,
          0,
        ],
        [
          "with a key",
          24,
          0,
          0,
          2,
        ],
      ],
    }
  `)
})
