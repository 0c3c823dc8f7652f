import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { sumOf } from '../sum-of.ts'
import { model } from './model.ts'
import { type Name, outageStartMs, type Run, type State, tickMs } from './state.ts'

const parameters = {
  load: { label: 'requests', unit: 'per s', min: 10, max: 50, step: 10, default: 20 },
  capacity: { label: 'the service can do', unit: 'per s', min: 10, max: 200, step: 10, default: 60 },
  crowd: { label: 'hit at the same moment', unit: 'requests', min: 0, max: 200, step: 10, default: 0 },
  outageMs: { label: 'the outage takes', unit: 'ms', min: 500, max: 8000, step: 500, default: 3000 },
  layers: { label: 'layers that try again', unit: '', min: 1, max: 3, step: 1, default: 2 },
  tries: { label: 'tries of each layer', unit: '', min: 1, max: 4, step: 1, default: 3 },
  waitMs: { label: 'first wait', unit: 'ms', min: 100, max: 2000, step: 100, default: 400 },
} as const

const presets = {
  layers: { layers: 3 },
  crowd: { crowd: 200, layers: 1, outageMs: 500 },
} as const

/** The most calls of a tick after the one in which the crowd was hit. */
function highestAfterCrowd({ offered }: Run): number {
  return Math.max(...offered.slice(outageStartMs / tickMs + 1))
}

/** What trying again does to a service that is about to come back. */
export const figure: Figure<Name, State> = {
  title: 'The storm after the outage',
  summary:
    'A service is down for some seconds; its callers try again at once, with exponential backoff, with full jitter, and within a budget.',
  model,
  parameters,
  presets: [
    { id: 'layers', label: 'three layers', params: presets.layers },
    { id: 'crowd', label: 'everybody at the same moment', params: presets.crowd },
    { id: 'one-try', label: 'nobody tries again', params: { tries: 1 } },
  ],
  strategies: [
    { id: 'at-once', label: 'at once', does: 'Tries again a tenth of a second later.' },
    { id: 'backoff', label: 'backoff', does: 'Waits, and twice as long each further time.' },
    { id: 'jitter', label: 'with jitter', does: 'Waits for any time between nothing and what backoff says.' },
    { id: 'budget', label: 'and a budget', does: 'As with jitter, and only one retry for ten requests.' },
  ],
  claims: [
    {
      id: 'layers-multiply',
      sentence:
        'Three layers of three tries turn each request that meets the outage into more than ten calls on average.',
      holds(seed) {
        const params = fillParams(parameters, presets.layers)
        const { runs, arrived } = endOf(model, params, seed)
        const retries = sumOf(runs[0]?.offered ?? []) - arrived
        const inOutage = (params.load * params.outageMs) / 1000
        return retries > 10 * inOutage
      },
      leastHeld: 190,
    },
    {
      id: 'jitter-flattens-the-wave',
      sentence:
        'When everybody is hit at the same moment, full jitter makes the wave that comes back at most half as high.',
      holds(seed) {
        const [, backoff = 0, jitter = 0] = endOf(model, fillParams(parameters, presets.crowd), seed).runs.map(
          highestAfterCrowd,
        )
        return jitter <= backoff / 2
      },
    },
    {
      id: 'budget-keeps-its-share',
      sentence: 'A budget of one retry for ten requests stays at that, however many layers try again.',
      holds(seed) {
        const { runs, arrived } = endOf(model, drawParams(parameters, seed), seed)
        return sumOf(runs[3]?.offered ?? []) - arrived <= arrived / 10 + 10
      },
    },
  ],
}
