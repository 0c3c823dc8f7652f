import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { quantile } from '../quantile.ts'
import { model } from './model.ts'
import { type Name, type State, sentToSlow, staysMs } from './state.ts'

const parameters = {
  servers: { label: 'servers, the first one slow', unit: '', min: 2, max: 8, step: 1, default: 4 },
  load: { label: 'requests arrive', unit: 'per s', min: 5, max: 60, step: 5, default: 30 },
  workMs: { label: 'a request takes about', unit: 'ms', min: 10, max: 200, step: 10, default: 60 },
  slowFactor: { label: 'at the slow server longer by', unit: 'times', min: 1, max: 10, step: 1, default: 4 },
} as const

const presets = {
  'one-slow': {},
  'all-equal': { slowFactor: 1, load: 55 },
  'very-slow': { slowFactor: 10 },
  idle: { load: 5 },
} as const

function p99s(given: Partial<Record<Name, number>>, seed: number): number[] {
  const { runs, nowMs } = endOf(model, fillParams(parameters, given), seed)
  return runs.map((run) => quantile(staysMs(run, nowMs), 99))
}

/** Who gets the next request. */
export const figure: Figure<Name, State> = {
  title: 'Who gets the next request',
  summary: 'Four balancers give the same requests to the same servers, one of which is slow.',
  model,
  parameters,
  presets: [
    { id: 'one-slow', label: 'one of four takes four times as long', params: presets['one-slow'] },
    { id: 'all-equal', label: 'nobody is slow, and everybody is busy', params: presets['all-equal'] },
    { id: 'very-slow', label: 'ten times as long', params: presets['very-slow'] },
    { id: 'idle', label: 'at night', params: presets.idle },
  ],
  strategies: [
    { id: 'round-robin', label: 'round robin', does: 'Servers take turns.' },
    { id: 'random', label: 'random', does: 'Each request goes to a server that is drawn.' },
    {
      id: 'least-connections',
      label: 'least connections',
      does: 'The server with the fewest open requests gets it.',
    },
    {
      id: 'two-choices',
      label: 'two choices',
      does: 'Two servers are drawn, and the one with fewer open requests gets it.',
    },
  ],
  claims: [
    {
      id: 'round-robin-knows-nobody',
      sentence: 'Round robin sends a slow server as many requests as any other.',
      holds(seed) {
        const { runs, params, arrivals } = endOf(model, drawParams(parameters, seed), seed)
        const [robin] = runs
        const share = Math.floor(arrivals.length / params.servers)
        return robin !== undefined && sentToSlow(robin) - share >= 0 && sentToSlow(robin) - share <= 1
      },
    },
    {
      id: 'open-requests-give-a-slow-server-away',
      sentence:
        'Least connections and two choices send a slow server less than its share, and nobody told them that it is slow.',
      holds(seed) {
        const { runs } = endOf(model, fillParams(parameters), seed)
        const [robin = 0, , least = 0, two = 0] = runs.map(sentToSlow)
        return least < robin && two < robin
      },
    },
    {
      id: 'one-slow-server-makes-the-tail',
      sentence:
        'With one slow server of four, the p99 of round robin is more than three times that of least connections.',
      holds(seed) {
        const [robin = 0, , least = 0] = p99s(presets['one-slow'], seed)
        return robin > 3 * least
      },
    },
    {
      id: 'two-choices-come-close',
      sentence: 'A second choice takes away most of what random picks add to the p99 of least connections.',
      holds(seed) {
        const [, random = 0, least = 0, two = 0] = p99s(presets['one-slow'], seed)
        return 2 * (two - least) < random - least
      },
    },
  ],
}
