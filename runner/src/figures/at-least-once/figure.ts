import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import { fillParams } from '../fill-params.ts'
import { model } from './model.ts'
import { lostOf, messages, type Name, repeatedOf, type State } from './state.ts'

const parameters = {
  batch: { label: 'orders in one commit', unit: '', min: 1, max: 12, step: 1, default: 4 },
  crashes: { label: 'the process dies', unit: 'times', min: 0, max: 6, step: 1, default: 3 },
  workMs: { label: 'a charge takes', unit: 'ms', min: 50, max: 500, step: 50, default: 200 },
  commitMs: { label: 'a commit takes', unit: 'ms', min: 50, max: 500, step: 50, default: 50 },
} as const

const presets = {
  thursday: { crashes: 1, batch: 12 },
  'one-by-one': { batch: 1 },
  'slow-commit': { batch: 1, commitMs: 500, workMs: 50, crashes: 6 },
} as const

/** A consumer dies, and begins again where it has committed. */
export const figure: Figure<Name, State> = {
  title: 'Where a consumer dies',
  summary:
    'The same orders and the same deaths: the offset is committed before the work, after it, or after work that knows its key.',
  model,
  parameters,
  presets: [
    { id: 'thursday', label: 'Thursday, 12:03: one deploy', params: presets.thursday },
    { id: 'one-by-one', label: 'a commit after each order', params: presets['one-by-one'] },
    { id: 'slow-commit', label: 'a commit that takes longer than the work', params: presets['slow-commit'] },
  ],
  strategies: [
    {
      id: 'commit-then-work',
      label: 'commit, then work',
      does: 'Commits a batch and charges it; what a death interrupts is never delivered again.',
    },
    {
      id: 'work-then-commit',
      label: 'work, then commit',
      does: 'Charges a batch and commits it; what a death interrupts is delivered again.',
    },
    {
      id: 'with-a-key',
      label: 'with a key',
      does: 'The same, and each charge notes the order with it in one transaction, so that it is known when it comes again.',
    },
  ],
  claims: [
    {
      id: 'commit-first-repeats-nothing',
      sentence: 'Committed before the work, nothing is charged again.',
      holds: (seed) => {
        const [before] = endOf(model, drawParams(parameters, seed), seed).runs
        return before !== undefined && repeatedOf(before) === 0
      },
    },
    {
      id: 'work-first-loses-nothing',
      sentence: 'Committed after the work, nothing is lost.',
      holds: (seed) => {
        const [, after] = endOf(model, drawParams(parameters, seed), seed).runs
        return after !== undefined && lostOf(after) === 0
      },
    },
    {
      id: 'a-death-costs-at-most-a-batch',
      sentence: 'A death costs at most the orders of one commit.',
      holds(seed) {
        const params = drawParams(parameters, seed)
        const most = params.crashes * params.batch
        return endOf(model, params, seed).runs.every((run) => lostOf(run) <= most && repeatedOf(run) <= most)
      },
    },
    {
      id: 'a-key-charges-once',
      sentence:
        'With a key that is noted together with the charge, every order is charged once, whenever the process dies.',
      holds(seed) {
        const run = endOf(model, drawParams(parameters, seed), seed).runs[2]
        return run !== undefined && run.effects.length === messages && run.effects.every((count) => count === 1)
      },
    },
    {
      id: 'first-loses-last-repeats',
      sentence:
        'With one commit for twelve orders, one death loses charges if the commit comes first, and repeats charges if it comes last.',
      holds(seed) {
        const [before, after] = endOf(model, fillParams(parameters, presets.thursday), seed).runs
        return before !== undefined && after !== undefined && lostOf(before) > 0 && repeatedOf(after) > 0
      },
      // A death in the first work after a commit, or in the commit before it, costs one of the two nothing.
      leastHeld: 160,
    },
  ],
}
