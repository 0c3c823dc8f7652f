import type { z } from 'zod'
import { CourseError } from '../errors.ts'

/** Returns `value` as the schema's output, or throws a CourseError that names the file, each field, and what was expected. */
export function checkShape<Schema extends z.ZodType>(schema: Schema, value: unknown, file: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const complaints = describeIssues(result.error, value)
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${file}:\n${complaints.map((complaint) => `  ${complaint}`).join('\n')}`,
    hint: `Correct ${file}.`,
  })
}

/** What is wrong with a value, a line for each field: where it is, what was expected, what is there. */
export function complaintsAbout(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value)
  return error === undefined ? [] : describeIssues(error, value)
}

function describeIssues({ issues }: z.ZodError, value: unknown): string[] {
  return issues.map((issue) => describeIssue(issue, value))
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): string {
  const field = renderPath(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return `${field === '' ? '' : `${field}: `}unknown ${issue.keys.length > 1 ? 'fields' : 'field'} ${issue.keys.join(', ')}`
  }
  return `${field === '' ? 'the whole' : field}: ${expectation(issue)}, got ${renderValue(valueAt(value, issue.path))}`
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${withArticle(issue.expected)}`
    case 'invalid_value':
      return `expected ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    case 'too_small':
      return `expected at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}`
    default:
      return issue.message.startsWith('expected') ? issue.message : `expected something else (${issue.message})`
  }
}

function withArticle(type: string): string {
  if (type === 'int') return 'a whole number'
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters'
  return origin === 'array' ? ' entries' : ''
}

function renderPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index ? '.' : ''}${String(part)}`))
    .join('')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  )
}

function renderValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
