import { z } from 'zod'
import { slugSchema } from './slug.ts'

const sourceSchema = z.strictObject({
  title: z.string().min(1),
  author: z.string().min(1).describe('A person or an organisation.'),
  url: z.url({ protocol: /^https?$/ }),
  supports: z.string().min(1).describe('What in the lesson rests on it.'),
})

/** The schema of the YAML at the top of a lesson. */
export const frontMatterSchema = z.strictObject({
  title: z.string().min(1),
  summary: z.string().min(1).max(160).describe('One sentence.'),
  minutes: z.int().min(1).max(120),
  constraints: z.array(slugSchema).default([]).describe('Ids of the constraints that the lesson introduces.'),
  katas: z.array(slugSchema).default([]).describe('The katas it leads to.'),
  sources: z.array(sourceSchema).default([]),
})

/** What a lesson says about itself. */
export type FrontMatter = z.output<typeof frontMatterSchema>
