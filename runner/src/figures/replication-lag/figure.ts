import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { model } from './model.ts'
import { longestLagMs, type Name, primaryReadsOf, type State, violationsOf } from './state.ts'

const parameters = {
  thinkMs: { label: 'from a write to the read after it', unit: 'ms', min: 50, max: 5000, step: 50, default: 500 },
  lagMs: { label: 'the replica is always behind by', unit: 'ms', min: 0, max: 2000, step: 20, default: 20 },
  stallMs: { label: 'and its replay stands still for', unit: 'ms', min: 0, max: 20_000, step: 1000, default: 12_000 },
  stickyMs: { label: 'primary after a write for', unit: 'ms', min: 0, max: 30_000, step: 500, default: 2000 },
  waitMs: { label: 'a read waits for its position', unit: 'ms', min: 0, max: 2000, step: 50, default: 1000 },
} as const

const presets = {
  monday: {},
  weekend: { stallMs: 0 },
  'quick-reader': { thinkMs: 50, lagMs: 200, stallMs: 0 },
  'short-memory': { stickyMs: 1000 },
} as const

/** Two clients, a primary, and a replica that falls behind. */
export const figure: Figure<Name, State> = {
  title: 'Whose write is missing',
  summary: 'Two clients write to a primary and read, while a replica lags: three ways to choose who answers a read.',
  model,
  parameters,
  presets: [
    { id: 'monday', label: 'Monday, 10:14: a report on the replica', params: presets.monday },
    { id: 'weekend', label: 'a weekend without reports', params: presets.weekend },
    { id: 'quick-reader', label: 'readers that are quicker than replay', params: presets['quick-reader'] },
    { id: 'short-memory', label: 'a second on the primary', params: presets['short-memory'] },
  ],
  strategies: [
    { id: 'any-replica', label: 'any replica', does: 'Every read goes to the replica.' },
    {
      id: 'primary-for-a-while',
      label: 'primary for a while',
      does: 'Who has written reads from the primary for a set time.',
    },
    {
      id: 'by-position',
      label: 'by position',
      does: 'A read waits until the replica has the last write of its client, for a set time, and then asks the primary.',
    },
  ],
  claims: [
    {
      id: 'by-position-own-writes-are-seen',
      sentence: 'By position everybody sees their own writes, however far the replica lags.',
      holds(seed) {
        const [, , run] = endOf(model, drawParams(parameters, seed), seed).runs
        return run !== undefined && run.answers.length > 0 && violationsOf(run.answers) === 0
      },
    },
    {
      id: 'a-while-is-enough-for-a-shorter-lag',
      sentence: 'Staying on the primary for a while is enough as long as the lag is shorter.',
      holds(seed) {
        const drawn = drawParams(parameters, seed)
        const params = { ...drawn, stickyMs: longestLagMs(drawn) + 1 }
        const [, run] = endOf(model, params, seed).runs
        return run !== undefined && violationsOf(run.answers) === 0
      },
    },
    {
      id: 'a-longer-lag-hides-own-writes',
      sentence: 'Once the lag is longer than the time on the primary, own writes are missing again.',
      holds(seed) {
        const [, run] = endOf(model, fillParams(parameters, presets['short-memory']), seed).runs
        return run !== undefined && violationsOf(run.answers) > 0
      },
    },
    {
      id: 'by-position-spares-the-primary',
      sentence:
        'While the replica keeps up, choosing by position spares the primary, and staying there for a while does not.',
      holds(seed) {
        const [, sticky, position] = endOf(model, fillParams(parameters, presets.weekend), seed).runs
        return (
          sticky !== undefined &&
          position !== undefined &&
          primaryReadsOf(sticky.answers) > 0 &&
          primaryReadsOf(position.answers) === 0
        )
      },
    },
  ],
}
