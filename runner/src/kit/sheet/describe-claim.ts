import type { Money } from './claim-shapes.ts'
import type { ClaimIn, SheetField } from './design-sheet.ts'

/** A claim in words: one line for each thing that it names. */
export function describeClaim<Field extends SheetField>(field: Field, claim: ClaimIn<Field>): string[] {
  return descriptions[field](claim)
}

const descriptions: { readonly [Field in SheetField]: (claim: ClaimIn<Field>) => string[] } = {
  sourceOfTruth: (all) => all.map((one) => `${one.what}: kept in ${one.in}`),
  mayBeStale: (all) =>
    all.map(({ what, forMs }) => (forMs === 0 ? `${what}: never stale` : `${what}: stale for at most ${ms(forMs)}`)),
  retried: (all) => all.map(describeRetry),
  idempotent: (all) => all.map(({ what, key, forMs }) => `${what}: one effect by ${key}, known ${duration(forMs)}`),
  timesOutFirst: ({ what, afterMs }) => [`${what}, after ${ms(afterMs)}`],
  underOverload: ({ beyond, unit, does, answersWithinMs }) => [
    `beyond ${number(beyond)} ${unit} it ${does}, and answers within ${ms(answersWithinMs)}`,
  ],
  failsOpenOrClosed: (all) => all.map((one) => `${one.when}: fails ${one.fails}, within ${ms(one.withinMs)}`),
  whenReplicaLags: (all) =>
    all.map(
      ({ what, shows, upToMs }) =>
        `${what}: shows ${shows}${upToMs === undefined ? '' : `, up to ${ms(upToMs)} behind`}`,
    ),
  whenProcessedTwice: (all) => all.map(({ what, effect }) => `${what}: has its effect ${effect}`),
  breaksFirst: ({ what, at, unit }) => [`${what}, not before ${number(at)} ${unit}`],
  costPerMonth: ({ atRequestsPerSecond, parts }) => [
    `at ${number(atRequestsPerSecond)} requests/s: ${parts.map((part) => `${number(part.count)} x ${part.what} at ${price(part.each)}`).join(', ')}`,
  ],
  costPer1000Requests: ({ money, work }) => [
    `${price(money)}, for ${work.map(({ what, count }) => `${number(count)} ${what}`).join(', ')}`,
  ],
}

function describeRetry({ what, times, withinMs }: ClaimIn<'retried'>[number]): string {
  if (times === 0) return `${what}: never tried again`
  return `${what}: tried again at most ${times === 1 ? 'once' : `${times} times`}, within ${ms(withinMs)}`
}

function duration(forMs: number | 'for ever'): string {
  return forMs === 'for ever' ? forMs : `for at least ${ms(forMs)}`
}

function price({ amount, currency }: Money): string {
  return `${amount >= 1 ? number(amount) : Number(amount.toPrecision(2))} ${currency}`
}

function ms(value: number): string {
  return `${number(value)} ms`
}

/** 200000 as 200,000. */
export function number(value: number): string {
  return value.toLocaleString('en-GB')
}
