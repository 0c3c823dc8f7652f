import { z } from 'zod'
import { curriculumSchema } from './curriculum.ts'
import { kataMetadataSchema } from './kata-metadata.ts'

/** JSON Schemas for editors, by their path below the course's root. Written by `runner/scripts/write-schemas.ts`. */
export function renderJsonSchemas(): Readonly<Record<string, string>> {
  return {
    'katas/kata.schema.json': render(kataMetadataSchema),
    'lessons/curriculum.schema.json': render(curriculumSchema),
  }
}

function render(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`
}
