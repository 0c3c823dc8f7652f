import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { sumOf } from '../sum-of.ts'
import { arrivalsOf } from './arrivals.ts'
import { averageWaitMs } from './curve.ts'
import { model } from './model.ts'
import { capacityOf, type Name, type State } from './state.ts'

const parameters = {
  pool: { label: 'connections in your pool', unit: '', min: 1, max: 20, step: 1, default: 10 },
  load: { label: 'requests arrive', unit: 'per s', min: 10, max: 300, step: 10, default: 100 },
  holdMs: { label: 'each holds a connection for about', unit: 'ms', min: 10, max: 200, step: 10, default: 80 },
} as const

const presets = {
  monday: {},
  'slower-query': { holdMs: 110 },
  idle: { load: 20 },
  wide: { pool: 20, load: 200, holdMs: 80 },
} as const

/** Half a pool, a pool, and twice that pool. */
export const figure: Figure<Name, State> = {
  title: 'How many are inside',
  summary: 'The same requests wait for a connection of a pool, of one half as large, and of one twice as large.',
  model,
  parameters,
  presets: [
    { id: 'monday', label: 'eight of ten connections in use', params: presets.monday },
    {
      id: 'slower-query',
      label: 'the same load, and a query that takes 30 ms longer',
      params: presets['slower-query'],
    },
    { id: 'idle', label: 'a pool that nobody needs', params: presets.idle },
    { id: 'wide', label: 'a large pool, as much in use', params: presets.wide },
  ],
  strategies: [
    { id: 'half', label: 'half', does: 'A pool with half the connections.' },
    { id: 'yours', label: 'yours', does: 'A pool with the connections that you set.' },
    { id: 'twice', label: 'twice', does: 'A pool with twice the connections.' },
  ],
  claims: [
    {
      id: 'littles-law',
      sentence: 'On average as many are inside as arrive in a second, times the seconds that each of them stays.',
      holds(seed) {
        const { runs, arrivals } = endOf(model, drawParams(parameters, seed), seed)
        // Both sides times the length of the run: moments times who is inside, and requests times their stays.
        return runs.every(({ insideMs, staysMs }) => staysMs.length === arrivals.length && insideMs === sumOf(staysMs))
      },
    },
    {
      id: 'a-larger-pool-lets-nobody-wait-longer',
      sentence: 'On the same requests a larger pool lets nobody wait longer.',
      holds(seed) {
        const [half, yours, twice] = endOf(model, drawParams(parameters, seed), seed).runs.map(({ waitsMs }) => waitsMs)
        return (
          half?.every((waitMs, nth) => waitMs >= (yours?.[nth] ?? Number.POSITIVE_INFINITY)) === true &&
          yours?.every((waitMs, nth) => waitMs >= (twice?.[nth] ?? Number.POSITIVE_INFINITY)) === true
        )
      },
    },
    {
      id: 'too-small-a-pool-never-catches-up',
      sentence:
        "Where Little's law asks for more connections than there are, the queue grows for as long as requests come.",
      holds(seed) {
        const [half] = endOf(model, fillParams(parameters), seed).runs
        const counts = half?.queued.map(({ count }) => count) ?? []
        const [third = 0, twoThirds = 0, last = 0] = [99, 199, 299].map((nth) => counts[nth])
        return third > 0 && twoThirds > third && last > twoThirds
      },
    },
    {
      id: 'the-last-percents-cost-most',
      sentence: 'From 80 to 95 per cent of use the wait grows by more than from none to 80.',
      holds(seed) {
        const params = fillParams(parameters)
        const [busy = 0, full = 0] = [80, 95].map((percent) => {
          const perSecond = (capacityOf(params.pool, params) * percent) / 100
          return averageWaitMs(params.pool, arrivalsOf(seed, perSecond, params.holdMs))
        })
        return full > 2 * busy
      },
      // Three hundred requests are few: now and then no burst among them is long enough.
      leastHeld: 195,
    },
  ],
}
