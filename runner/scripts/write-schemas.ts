// Writes the JSON Schemas that editors use, from the Zod schemas which the runner uses.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { renderJsonSchemas } from '../src/course/json-schemas.ts'

const root = resolve(import.meta.dirname, '..', '..')
for (const [file, text] of Object.entries(renderJsonSchemas())) writeFileSync(join(root, file), text)
