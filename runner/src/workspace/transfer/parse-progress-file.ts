import { z } from 'zod'
import { CourseError } from '../../errors.ts'
import { deriveProgress } from '../derive-progress.ts'
import { mergeEvents } from '../merge-events.ts'
import { isEvent } from '../parse-progress.ts'
import type { ProgressEvent } from '../progress-event.ts'
import { type ProgressFile, progressFormat, progressFormatVersion } from './progress-file.ts'

const nameSchema = z.string().regex(/^[\w-][\w.-]*$/)
// The names become paths, and a file from elsewhere must not reach out of the attempts folder.
const fileNameSchema = z.string().refine(isBelow, 'expected a path below the version')

const schema = z.object({
  events: z.array(z.custom<ProgressEvent>(isEvent, 'expected an event with id and kind')),
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
  const value = parseJson(text, name)
  if (!isObject(value) || value['format'] !== progressFormat)
    throw invalid(name, `it is JSON, but not "${progressFormat}"`)
  const { version } = value
  if (typeof version === 'number' && version > progressFormatVersion) {
    const message = `${name} has version ${version}; this loadbearing reads up to version ${progressFormatVersion}.`
    throw new CourseError('PROGRESS_FILE_TOO_NEW', { message })
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw invalid(name, describeIssue(parsed.error), parsed.error)
  return checkDerivable(parsed.data, name)
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const isTorn = text.includes(`"${progressFormat}"`)
    const bytes = Buffer.byteLength(text)
    throw invalid(
      name,
      isTorn ? `it is torn: ${bytes} bytes are there, and the end is missing` : 'it is no JSON',
      cause,
    )
  }
}

/** An event that breaks what is derived from it would break every later command, so it is found out before it is taken. */
function checkDerivable(file: ProgressFile, name: string): ProgressFile {
  try {
    deriveProgress(mergeEvents(file.events))
    return file
  } catch (cause) {
    throw invalid(name, 'one of its events is not as events are', cause)
  }
}

function invalid(name: string, reason: string, cause?: unknown): CourseError {
  return new CourseError('PROGRESS_FILE_INVALID', { message: `${name}: ${reason}.`, cause })
}

function describeIssue({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? 'it is not as expected' : `${issue.path.join('.')}: ${issue.message}`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBelow(name: string): boolean {
  return name !== '' && !/[\\:\0]/.test(name) && name.split('/').every((part) => !['', '.', '..'].includes(part))
}
