import { describe, expect, test } from 'vitest'
import { countHeld } from './count-held.ts'
import { drawParams } from './draw-params.ts'
import { fillParams } from './fill-params.ts'
import { findViewFaults } from './find-view-faults.ts'
import type { Model, Params } from './model.ts'
import { mostSteps, playModel } from './play-model.ts'
import { figureNames, loadFigure } from './registry.ts'

const seeds = Array.from({ length: 40 }, (_, index) => index + 1)

function freezeDeep(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freezeDeep(part)
  return Object.freeze(value)
}

/** As texts, which are compared in a fraction of the time. */
function framesOf(model: Model, params: Params, seed: number): string[] {
  return playModel(model, params, seed).map((state) => JSON.stringify(model.view(state)))
}

const figures = await Promise.all(figureNames.map(async (name) => ({ name, figure: await loadFigure(name) })))

describe.each(figures)('$name', ({ figure }) => {
  const { model, parameters, presets, claims } = figure

  test('every value that it begins with can be set with its sliders', () => {
    for (const { min, max, step, default: value } of Object.values(parameters)) {
      expect([min, max, step, value].every(Number.isInteger)).toBe(true)
      expect(value).toBeGreaterThanOrEqual(min)
      expect(value).toBeLessThanOrEqual(max)
      expect((value - min) % step).toBe(0)
      expect((max - min) % step).toBe(0)
    }
    for (const { id, params } of presets) {
      for (const [name, value] of Object.entries(params)) {
        const { min, max, step } = parameters[name] ?? { min: 1, max: 0, step: 1 }
        const isOnSlider = value !== undefined && value >= min && value <= max && (value - min) % step === 0
        expect(isOnSlider, `${id}: ${name} ${value}`).toBe(true)
      }
    }
  })

  test('it compares two strategies or more, in words, and is summed up in one sentence', () => {
    expect(figure.strategies.length).toBeGreaterThanOrEqual(2)
    const sentences = [
      figure.summary,
      ...figure.strategies.map(({ does }) => does),
      ...claims.map((each) => each.sentence),
    ]
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })

  test('the same params and seed give the same frames, and no step changes a state before it', () => {
    for (const seed of seeds.slice(0, 10)) {
      const params = drawParams(parameters, seed)
      const frozen = { ...model, step: (state: unknown) => model.step(freezeDeep(state), params) }
      expect(framesOf(frozen, params, seed)).toEqual(framesOf(model, params, seed))
    }
  })

  test('another seed gives other frames', () => {
    const runs = seeds.map((seed) => framesOf(model, fillParams(parameters), seed).join())
    expect(new Set(runs).size).toBeGreaterThan(1)
  })

  test(`it comes to an end within ${mostSteps} steps, whatever is set`, () => {
    for (const seed of seeds) {
      const states = playModel(model, drawParams(parameters, seed), seed)
      expect(model.isOver(states.at(-1)), `seed ${seed}`).toBe(true)
    }
  })

  test('every view can be drawn: nothing lies outside of its axis, and every row is as long as its header', () => {
    for (const seed of seeds.slice(0, 20)) {
      for (const state of playModel(model, drawParams(parameters, seed), seed)) {
        expect(findViewFaults(model.view(state)), `seed ${seed}`).toEqual([])
      }
    }
  })

  test('it makes a claim, and no two under the same id', () => {
    expect(claims.length).toBeGreaterThan(0)
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length)
  })

  test.each(claims)('$sentence', (claim) => {
    const { held, of, isEnough } = countHeld(claim)
    expect(isEnough, `held in ${held} of ${of} seeds`).toBe(true)
  })
})
