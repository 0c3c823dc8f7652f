import { draw } from '../draw.ts'
import { drawParams } from '../draw-params.ts'
import { endOf } from '../end-of.ts'
import type { Figure } from '../figure.ts'
import type { Params } from '../model.ts'
import { model } from './model.ts'
import { type Name, type State, workForNobodyMs } from './state.ts'

const limit = { unit: 'ms', min: 1000, max: 60_000, step: 1000 } as const

const parameters = {
  pageMs: { label: 'the page waits', ...limit, default: 30_000 },
  balancerMs: { label: 'the balancer waits', ...limit, default: 15_000 },
  shopMs: { label: 'the shop waits', ...limit, default: 60_000 },
  chargeMs: { label: 'the first charge takes about', ...limit, default: 20_000 },
  balancerTries: { label: 'the balancer tries', unit: 'times', min: 1, max: 2, step: 1, default: 1 },
} as const

/** Limits that shrink on the way in, each with room for what happens behind it. */
function drawShrinking(seed: number): Params<Name> {
  const shopMs = 1000 + 1000 * draw(seed, 10, 11)
  const balancerMs = shopMs + 1000 + 1000 * draw(seed, 10, 12)
  const pageMs = balancerMs + 1000 + 1000 * draw(seed, 10, 13)
  return { pageMs, balancerMs, shopMs, chargeMs: 1000 + 1000 * draw(seed, 60, 14), balancerTries: 1 }
}

/** Four hands on one payment, and who lets go first. */
export const figure: Figure<Name, State> = {
  title: 'Who gives up first',
  summary:
    'A page, a balancer and a shop wait for a slow payment provider, each for its own time; the same payment without a key and with one.',
  model,
  parameters,
  presets: [
    { id: 'friday', label: 'Friday, 18:04', params: {} },
    { id: 'shrinking', label: 'patience shrinks on the way in', params: { shopMs: 8000 } },
    { id: 'repeating', label: 'the balancer repeats a POST', params: { balancerTries: 2 } },
    { id: 'patient', label: 'everybody waits', params: { pageMs: 60_000, balancerMs: 60_000 } },
  ],
  strategies: [
    { id: 'no-key', label: 'without a key', does: 'Each request that reaches the provider is a charge.' },
    {
      id: 'key',
      label: 'with a key',
      does: 'The provider knows a key that it has seen, and gives the first answer again.',
    },
  ],
  claims: [
    {
      id: 'one-key-one-charge',
      sentence: 'With a key the card is charged once, whoever gives up first.',
      holds: (seed) => endOf(model, drawParams(parameters, seed), seed).runs[1]?.charges.length === 1,
    },
    {
      id: 'second-attempt-second-charge',
      sentence: 'Whoever gives up first, the second attempt is a second charge.',
      holds(seed) {
        const params = { ...drawParams(parameters, seed), chargeMs: 60_000, pageMs: 1000 * (1 + draw(seed, 40, 15)) }
        const [run] = endOf(model, params, seed).runs
        const attempts = run?.calls.filter(({ caller }) => caller === 2).length ?? 0
        return attempts >= 2 && run?.charges.length === attempts
      },
    },
    {
      id: 'shrinking-limits-leave-no-shop-at-work',
      sentence: 'Where patience shrinks on the way in, no shop is at work for somebody who is gone.',
      holds: (seed) =>
        endOf(model, drawShrinking(seed), seed).runs.every(({ calls }) => workForNobodyMs(calls, 0) === 0),
    },
  ],
}
