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
    `at ${number(atRequestsPerSecond)} requests/s, all parts together`,
    ...parts.map(({ what, count, each }) => `${number(count)} x ${what} at ${price(each)} a month`),
  ],
  costPer1000Requests: ({ money, work }) => [
    `${price(money)} for 1,000 requests`,
    ...work.map(({ what, count }) => `${number(count)} ${what} for 1,000 requests`),
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

/** What the lines of `describeClaim` are about, in the same order: the things that a field names, or all of it at once. */
export function partsOf<Field extends SheetField>(field: Field, claim: ClaimIn<Field>): readonly object[] {
  if (Array.isArray(claim)) return claim
  const named = field === 'costPerMonth' ? 'parts' : field === 'costPer1000Requests' ? 'work' : undefined
  return named === undefined ? [claim] : [claim, ...(Reflect.get(claim, named) as readonly object[])]
}

/** 200000 as 200,000. */
export function number(value: number): string {
  return value.toLocaleString('en-GB')
}
