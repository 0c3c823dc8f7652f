import { z } from 'zod'
import { serviceNames } from '../services/service.ts'
import { slugSchema } from './slug.ts'

const constraintSchema = z
  .strictObject({
    id: slugSchema.describe('Permanent name of the constraint, such as one-intent-one-charge.'),
    sentence: z.string().min(1).describe('One checkable sentence. The tests that defend it carry it as their name.'),
  })
  .describe('What must stay true of the system, whatever happens to it.')

const countOfService = z.int().min(1).max(9)

/** The schema of `katas/<kata>/kata.json`. Editors get it as `katas/kata.schema.json`. */
export const kataMetadataSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: slugSchema.describe('The name of the folder. Never changed, never reused.'),
    title: z.string().min(1).max(80),
    chapter: slugSchema.describe('The chapter of lessons/curriculum.json that lists this kata.'),
    kind: z.enum(['kata', 'debug', 'write-the-test', 'build-stage', 'drill']).default('kata'),
    minutes: z.int().min(1).max(240).describe('How long a learner needs, from reading to passing.'),
    difficulty: z.int().min(1).max(5),
    services: z
      .partialRecord(z.enum(serviceNames), countOfService)
      .default({})
      .describe('The real servers that the tests use, and how many of each.'),
    concepts: z.array(z.string().min(1)).default([]),
    prerequisites: z.array(slugSchema).default([]).describe('Katas to pass before this one.'),
    constraints: z
      .array(constraintSchema)
      .min(1)
      .max(6)
      .describe('What the learner defends. More than three are for a boss.'),
    timeoutSeconds: z.int().min(1).max(600).describe('A run that takes longer is ended.'),
    starter: z
      .string()
      .regex(/^[\w.-]+$/, 'expected a file name without a folder')
      .optional()
      .describe('The file that the learner edits, when it is not <id>.ts, or <build>.ts of a build.'),
    files: z
      .array(z.string().regex(/^[\w.-]+$/, 'expected a file name without a folder'))
      .default([])
      .describe('Further files of the running system that the learner may edit. Of a drill only.'),
    company: z
      .strictObject({
        name: z.string(),
        day: z.string().describe('With the time zone, and how exact the times are.'),
        timeline: z.array(z.strictObject({ at: z.string(), text: z.string() })).min(1),
      })
      .optional()
      .describe('Whose public incident a drill is built on, and what they did. Shown in the debrief.'),
    build: slugSchema
      .optional()
      .describe('The build that a stage belongs to. Its stages come in the order in which the curriculum lists them.'),
    capstone: z
      .strictObject({ timeoutSeconds: z.int().min(1).max(600).describe('A capstone run that takes longer is ended.') })
      .optional()
      .describe("Of a build's last stage that has a capstone.ts: how long that may take."),
  })
  .refine(({ kind, build }) => (kind === 'build-stage') === (build !== undefined), {
    path: ['build'],
    message: 'expected the name of a build, which a kata of the kind build-stage has and no other',
  })
  .describe('Metadata of a kata.')

/** What `kata.json` holds, with its defaults filled in. */
export type KataMetadata = z.output<typeof kataMetadataSchema>

/** What a kata defends: a permanent id and one checkable sentence. */
export type Constraint = z.output<typeof constraintSchema>
