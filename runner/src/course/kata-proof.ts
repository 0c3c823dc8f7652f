import { z } from 'zod'
import type { Evidence } from '../evidence.ts'
import { slugSchema } from './slug.ts'

export const proofFormat = 'loadbearing proof 1'

const server = z.strictObject({ service: z.string(), version: z.string(), provider: z.string() })

const variant = z.strictObject({
  /** Below the kata's folder. */
  path: z.string(),
  kind: z.enum(['starter', 'solution', 'alternative', 'wrong']),
  /** How often its runs ended so: `{ "passed": 4 }`. */
  outcomes: z.record(z.string(), z.int().positive()),
  slowestSeconds: z.number().nonnegative(),
  /** Of its first run, when that failed. */
  failedTest: z.string().optional(),
  message: z.string().optional(),
  /** Of its first run. */
  evidence: z.array(z.custom<Evidence>((value) => typeof value === 'object' && value !== null && 'kind' in value)),
})

/** What one run of the author's gate measured of one kata. Every number in it was counted by that run. */
export const kataProofSchema = z.strictObject({
  format: z.literal(proofFormat),
  kata: slugSchema,
  /** Of the kata's files as they were judged. */
  fingerprint: z.string(),
  /** ISO 8601: when the gate began. */
  at: z.iso.datetime(),
  /** Does the same again. */
  command: z.string(),
  seed: z.int(),
  repeats: z.int().nonnegative(),
  isStressed: z.boolean(),
  versions: z.strictObject({ loadbearing: z.string(), node: z.string(), platform: z.string() }),
  servers: z.array(server),
  rules: z.strictObject({ passed: z.int(), failed: z.int(), skipped: z.int() }),
  variants: z.array(variant),
})

export type KataProof = z.output<typeof kataProofSchema>
