import { z } from 'zod'
import type { ClaimIn, SheetField } from './design-sheet.ts'

const name = z.string().trim().min(1)
const amount = z.number().min(0)
const units = [
  ...(['requests/s', 'requests at once', 'clients', 'connections'] as const),
  ...(['messages', 'messages/s', 'rows', 'bytes'] as const),
] as const
const unit = z.enum(units)
const money = z.strictObject({ amount, currency: z.enum(['USD', 'EUR']) })

/** At least one entry: who has nothing to name there says that it does not apply. */
function named<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.array(z.strictObject(shape)).min(1)
}

const stores = ['process memory', 'client', 'postgres', 'redis', 'kafka', 'object store'] as const
const whenOverloaded = ['refuses', 'queues', 'drops the oldest', 'degrades', 'slows down'] as const

/** What makes a claim one that can be tried, by field. */
export const claimSchemas: { readonly [Field in SheetField]: z.ZodType<ClaimIn<Field>> } = {
  sourceOfTruth: named({ what: name, in: z.enum(stores) }),
  mayBeStale: named({ what: name, forMs: amount }),
  retried: named({ what: name, times: z.int().min(0), withinMs: amount }),
  idempotent: named({ what: name, key: name, forMs: z.union([amount, z.literal('for ever')]) }),
  timesOutFirst: z.strictObject({ what: name, afterMs: amount }),
  underOverload: z.strictObject({ beyond: amount, unit, does: z.enum(whenOverloaded), answersWithinMs: amount }),
  failsOpenOrClosed: named({ when: name, fails: z.enum(['open', 'closed']), withinMs: amount }),
  whenReplicaLags: named({
    what: name,
    shows: z.enum(['old', 'new', 'nothing', 'an error']),
    upToMs: amount.exactOptional(),
  }),
  whenProcessedTwice: named({ what: name, effect: z.enum(['once', 'twice']) }),
  breaksFirst: z.strictObject({ what: name, at: amount, unit }),
  costPerMonth: z.strictObject({
    atRequestsPerSecond: amount,
    parts: named({ what: name, count: amount, each: money }),
  }),
  costPer1000Requests: z.strictObject({ money, work: named({ what: name, count: amount }) }),
}
