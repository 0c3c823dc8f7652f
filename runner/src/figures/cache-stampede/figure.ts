import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { sumOf } from '../sum-of.ts'
import { model } from './model.ts'
import type { Name, State } from './state.ts'

const parameters = {
  readers: { label: 'readers', unit: 'per s', min: 1, max: 400, step: 1, default: 100 },
  loadMs: { label: 'alone, a load takes', unit: 'ms', min: 100, max: 2000, step: 100, default: 500 },
  ttlMs: { label: 'the value lives', unit: 'ms', min: 1000, max: 10_000, step: 500, default: 6000 },
  cores: { label: 'the database has', unit: 'cores', min: 1, max: 32, step: 1, default: 16 },
} as const

const presets = {
  expiry: {},
  newsletter: { readers: 200 },
  quiet: { readers: 2 },
  rare: { readers: 1, loadMs: 100, ttlMs: 1000 },
} as const

/** One key expires again and again. */
export const figure: Figure<Name, State> = {
  title: 'One key expires',
  summary:
    'The same readers of one cached value: nobody coordinates, one rebuilds for all, or some rebuild before its time.',
  model,
  parameters,
  presets: [
    { id: 'expiry', label: 'an expiry that one can survive', params: presets.expiry },
    { id: 'newsletter', label: 'a newsletter: twice the readers', params: presets.newsletter },
    { id: 'quiet', label: 'a quiet year: few readers', params: presets.quiet },
    { id: 'rare', label: 'read too rarely to be refreshed in time', params: presets.rare },
  ],
  strategies: [
    { id: 'uncoordinated', label: 'uncoordinated', does: 'Every reader who finds no value loads it.' },
    { id: 'single-flight', label: 'single flight', does: 'The first reader loads, and the others wait for that load.' },
    {
      id: 'early-refresh',
      label: 'early refresh',
      does: 'Each reader looks ahead for as long as a coin falls heads, and loads if there is no value by then.',
    },
  ],
  claims: [
    {
      id: 'everybody-in-the-gap-loads',
      sentence: 'Everybody who asks between the expiry and the new value starts a load.',
      holds(seed) {
        const [nobody] = endOf(model, drawParams(parameters, seed), seed).runs
        return nobody !== undefined && sumOf(nobody.begun) === nobody.waited
      },
    },
    {
      id: 'one-load-per-expiry',
      sentence: 'With single flight each expiry costs one load, however many ask.',
      holds(seed) {
        const flight = endOf(model, drawParams(parameters, seed), seed).runs[1]
        return flight !== undefined && Math.max(0, ...flight.running) <= 1 && sumOf(flight.begun) <= flight.gaps.length
      },
    },
    {
      id: 'early-refresh-keeps-a-busy-key',
      sentence: 'Early refresh lets a key that is read often never expire.',
      holds(seed) {
        const early = endOf(model, fillParams(parameters, presets.expiry), seed).runs[2]
        return early?.gaps.length === 0
      },
    },
    {
      id: 'loads-make-each-other-longer',
      sentence: 'Twice the readers are more than twice the loads, because loads make each other longer.',
      holds(seed) {
        const [once = 0, twice = 0] = [presets.expiry, presets.newsletter].map((preset) =>
          sumOf(endOf(model, fillParams(parameters, preset), seed).runs[0]?.begun ?? []),
        )
        return twice > 2 * once
      },
      // Where the first number of readers is too much already, twice as many are twice the loads and no more.
      leastHeld: 180,
    },
    {
      id: 'early-refresh-misses-a-rare-key',
      sentence: 'A key that is read rarely expires in spite of early refresh.',
      holds(seed) {
        const early = endOf(model, fillParams(parameters, presets.rare), seed).runs[2]
        return (early?.gaps.length ?? 0) > 0
      },
    },
  ],
}
