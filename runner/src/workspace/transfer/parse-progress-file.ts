import { z } from 'zod'
import { CourseError } from '../../errors.ts'
import { findEvents } from './find-events.ts'
import type { ProgressFile } from './progress-file.ts'

const nameSchema = z.string().regex(/^[\w-][\w.-]*$/)
// The names become paths, and a file from elsewhere must not reach out of the attempts folder.
const fileNameSchema = z.string().refine(isBelow, 'expected a path below the version')

const schema = z.object({
  attempts: z.array(
    z.object({
      kata: nameSchema,
      name: nameSchema,
      files: z.record(fileNameSchema, z.union([z.string(), z.object({ base64: z.base64() })])),
    }),
  ),
})

/**
 * Reads a progress file; `name` is how an error calls it.
 *
 * @throws CourseError `PROGRESS_FILE_INVALID` for a file that is none or is torn, `PROGRESS_FILE_TOO_NEW`
 */
export function parseProgressFile(text: string, name: string): ProgressFile {
  const found = findEvents(text)
  if ('trouble' in found) {
    const { trouble, reason, cause } = found
    throw new CourseError(trouble, { message: `${name}: ${reason}.`, cause })
  }
  const parsed = schema.safeParse(found.content)
  if (parsed.success) return { events: found.events, attempts: parsed.data.attempts }
  const message = `${name}: ${describeIssue(parsed.error)}.`
  throw new CourseError('PROGRESS_FILE_INVALID', { message, cause: parsed.error })
}

function describeIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'it is not as expected' : `${issue.path.join('.')}: ${issue.message}`
}

function isBelow(name: string): boolean {
  return name !== '' && !/[\\:\0]/.test(name) && name.split('/').every((part) => !['', '.', '..'].includes(part))
}
