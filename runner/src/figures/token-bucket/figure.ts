import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { model } from './model.ts'
import { limitOf, sumsWithin } from './state.ts'

const parameters = {
  rate: { label: 'rate', unit: 'per s', min: 1, max: 20, step: 1, default: 5 },
  burst: { label: 'bucket holds', unit: '', min: 1, max: 40, step: 1, default: 5 },
  windowMs: { label: 'window', unit: 'ms', min: 1000, max: 5000, step: 1000, default: 1000 },
  load: { label: 'requests arrive', unit: 'per s', min: 1, max: 40, step: 1, default: 8 },
  clump: { label: 'come together', unit: '', min: 1, max: 20, step: 1, default: 3 },
} as const

const presets = {
  steady: { load: 5, clump: 1 },
  waves: { windowMs: 2000, burst: 10, load: 20, clump: 10 },
  flood: { load: 40, clump: 1 },
} as const

/** A token bucket beside a fixed and a sliding window. */
export const figure: Figure<keyof typeof parameters, ReturnType<typeof model.init>> = {
  title: 'Three ways to count to five a second',
  summary: 'A token bucket, a fixed window and a sliding window limit the same requests to the same rate.',
  model,
  parameters,
  presets: [
    { id: 'steady', label: 'steady, at the rate', params: presets.steady },
    { id: 'waves', label: 'waves as large as the limit', params: presets.waves },
    { id: 'flood', label: 'a flood', params: presets.flood },
  ],
  strategies: [
    {
      id: 'token-bucket',
      label: 'token bucket',
      does: 'Each request takes a token; the rate puts tokens back until the bucket is full.',
    },
    {
      id: 'fixed-window',
      label: 'fixed window',
      does: 'Counts what has passed since the last full window, and begins at 0 at each boundary.',
    },
    {
      id: 'sliding-window',
      label: 'sliding window',
      does: 'Counts what has passed within the length of one window before now.',
    },
  ],
  claims: [
    {
      id: 'sliding-window-keeps-its-limit',
      sentence: 'A sliding window never passes more than its limit within its length.',
      holds(seed) {
        const params = drawParams(parameters, seed)
        const [, , sliding = []] = endOf(model, params, seed).passed
        return Math.max(...sumsWithin(sliding, params.windowMs)) <= limitOf(params)
      },
    },
    {
      id: 'fixed-window-passes-twice-its-limit',
      sentence: 'In waves as large as its limit, a fixed window passes twice its limit within its length.',
      holds(seed) {
        const params = fillParams(parameters, presets.waves)
        const [, fixed = []] = endOf(model, params, seed).passed
        return Math.max(...sumsWithin(fixed, params.windowMs)) >= 2 * limitOf(params)
      },
      // Two waves have to meet on both sides of a boundary, and there are only four boundaries.
      leastHeld: 180,
    },
    {
      id: 'bucket-passes-burst-and-rate',
      sentence: 'A token bucket passes in any second at most what it holds and what that second puts back.',
      holds(seed) {
        const params = drawParams(parameters, seed)
        const [bucket = []] = endOf(model, params, seed).passed
        return Math.max(...sumsWithin(bucket, 1000)) <= params.burst + params.rate
      },
    },
  ],
}
