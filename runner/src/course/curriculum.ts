import { z } from 'zod'
import { slugSchema } from './slug.ts'

const lessonEntrySchema = z.strictObject({
  slug: slugSchema.describe('The lesson lies in lessons/<chapter>/<slug>.md.'),
  katas: z.array(slugSchema).default([]).describe('The katas it leads to, in order.'),
})

const chapterSchema = z.strictObject({
  slug: slugSchema,
  title: z.string().min(1),
  summary: z.string().min(1),
  lessons: z.array(lessonEntrySchema).describe('In order. A chapter without lessons is shown as coming.'),
  boss: slugSchema.optional().describe('The kata that closes the chapter.'),
  complete: z.boolean().default(false).describe('Everything planned for the chapter is there.'),
})

/** The schema of `lessons/curriculum.json`. Editors get it as `lessons/curriculum.schema.json`. */
export const curriculumSchema = z
  .strictObject({ $schema: z.string().optional(), chapters: z.array(chapterSchema).min(1) })
  .describe('Chapters, their lessons and the katas these lead to, in order.')

/** What `curriculum.json` holds, with its defaults filled in. */
export type Curriculum = z.output<typeof curriculumSchema>
