import type { SheetField } from './design-sheet.ts'

/** What has to stand in a field, for whoever left it empty or vague. */
export const claimForms: Readonly<Record<SheetField, string>> = {
  sourceOfTruth: "[{ what, in: 'redis', 'postgres' or another store }]",
  mayBeStale: '[{ what, forMs }]',
  retried: '[{ what, times, withinMs }]',
  idempotent: "[{ what, key, forMs: a number or 'for ever' }]",
  timesOutFirst: '{ what, afterMs }',
  underOverload: "{ beyond, unit, does: 'refuses', 'queues' or another word, answersWithinMs }",
  failsOpenOrClosed: "[{ when, fails: 'open' or 'closed', withinMs }]",
  whenReplicaLags: "[{ what, shows: 'old', 'new', 'nothing' or 'an error', upToMs }]",
  whenProcessedTwice: "[{ what, effect: 'once' or 'twice' }]",
  breaksFirst: '{ what, at, unit }',
  costPerMonth: '{ atRequestsPerSecond, parts: [{ what, count, each: usd(…) or eur(…) }] }',
  costPer1000Requests: '{ money: usd(…) or eur(…), work: [{ what, count }] }',
}
