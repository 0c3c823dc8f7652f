import { z } from 'zod'

const optionSchema = z.strictObject({
  text: z.string().min(1),
  correct: z.boolean().default(false),
  why: z.string().min(1).describe('Shown after the answer, whichever it was.'),
})

/** The schema of a `predict` block: one question to commit to before reading on. */
export const predictionSchema = z.strictObject({
  question: z.string().min(1),
  options: z
    .array(optionSchema)
    .min(2)
    .max(6)
    .refine((options) => options.some((option) => option.correct), 'expected at least one option with correct: true'),
})

/** A question with its options. Never graded, only shown back. */
export type Prediction = z.output<typeof predictionSchema>
