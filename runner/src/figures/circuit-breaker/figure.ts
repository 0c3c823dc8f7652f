import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { playModel } from '../play-model.ts'
import { model } from './model.ts'
import { countLate, countOf, type Name, type State, silentFromMs, tickMs } from './state.ts'

const parameters = {
  limitMs: {
    label: 'time limit, with and without a breaker',
    unit: 'ms',
    min: 1000,
    max: 10_000,
    step: 1000,
    default: 10_000,
  },
  shortLimitMs: { label: 'the shorter limit', unit: 'ms', min: 500, max: 5000, step: 500, default: 1000 },
  failures: { label: 'the breaker opens after', unit: 'failures in a row', min: 1, max: 20, step: 1, default: 5 },
  pauseMs: { label: 'and stays open for', unit: 'ms', min: 1000, max: 10_000, step: 1000, default: 3000 },
  silentMs: { label: 'the carrier is silent for', unit: 'ms', min: 1000, max: 20_000, step: 1000, default: 20_000 },
  quotes: { label: 'pages that ask it', unit: 'per s', min: 1, max: 10, step: 1, default: 4 },
  workers: { label: 'workers', unit: '', min: 5, max: 50, step: 5, default: 20 },
} as const

const presets = {
  friday: {},
  hiccup: { silentMs: 9000 },
  together: { limitMs: 1000 },
  crowd: { quotes: 10, limitMs: 5000 },
} as const

/** A carrier goes silent, and three shops wait for it. */
export const figure: Figure<Name, State> = {
  title: 'A carrier goes silent',
  summary:
    'The same pages ask a carrier that goes silent: with a time limit, with a circuit breaker behind that limit, and with a shorter limit.',
  model,
  parameters,
  presets: [
    { id: 'friday', label: 'Friday, 17:40', params: presets.friday },
    { id: 'hiccup', label: 'silent for less than the limit', params: presets.hiccup },
    { id: 'together', label: 'a breaker behind a limit of 1 s', params: presets.together },
    { id: 'crowd', label: 'more pages than workers can wait with', params: presets.crowd },
  ],
  strategies: [
    { id: 'no-breaker', label: 'no breaker', does: 'Every page asks, and waits until its limit is over.' },
    {
      id: 'breaker',
      label: 'breaker',
      does: 'After some failures in a row callers are told at once, and one call after each pause tries.',
    },
    { id: 'short-limit', label: 'short limit', does: 'Every page asks, and gives up sooner.' },
  ],
  claims: [
    {
      id: 'nothing-before-the-first-limit',
      sentence: 'Until the first time limit is over, a breaker changes nothing.',
      holds(seed) {
        const params = drawParams(parameters, seed)
        const firstEnd = (silentFromMs + params.limitMs) / tickMs
        const [plain, breaker] = playModel(model, params, seed, firstEnd).at(-1)?.runs ?? []
        return JSON.stringify(plain?.outcomes) === JSON.stringify(breaker?.outcomes)
      },
    },
    {
      id: 'a-breaker-saves-calls-in-vain',
      sentence: 'Behind a limit of 1 second, a breaker cuts calls in vain at least 3-fold.',
      holds(seed) {
        const [plain, breaker] = endOf(model, fillParams(parameters, presets.together), seed).runs
        if (!plain || !breaker) return false
        return countOf(plain, 'in vain') >= 3 * countOf(breaker, 'in vain')
      },
    },
    {
      id: 'a-short-limit-keeps-workers-free',
      sentence: 'A limit of 1 second keeps other pages in time where 10 seconds take all workers.',
      holds(seed) {
        const { runs, tick, params } = endOf(model, fillParams(parameters), seed)
        const [long, , short] = runs
        if (!long || !short) return false
        return Math.max(...long.taken) === params.workers && countLate(long, tick) > 0 && countLate(short, tick) === 0
      },
    },
    {
      id: 'a-breaker-refuses-what-would-be-answered',
      sentence: 'When the carrier is back, a breaker still refuses quotes that it would have given.',
      holds: (seed) => (endOf(model, fillParams(parameters), seed).runs[1]?.lost ?? 0) > 0,
    },
  ],
}
