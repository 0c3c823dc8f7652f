import type { EditedFile } from '../edited-file.ts'
import type { SqlStatement } from './split-statements.ts'

interface SentStatement extends SqlStatement {
  /** Characters that were sent before the learner's own. */
  readonly prefixLength: number
}

/** What Postgres tells of an error, as far as it is needed here. */
interface PostgresError {
  readonly message: string
  readonly code: string
  readonly position?: string
  readonly detail?: string
  readonly hint?: string
}

/** SQLSTATE classes that are about the statement and not about what it meets: syntax and names, features, schemas. */
const aboutTheStatement = /^(?:42|0A|3F)/
const insufficientPrivilege = '42501'

/** The error of Postgres with its place in the learner's file; any other error as it is. */
export function blamePlace(error: unknown, file: EditedFile, { text, offset, prefixLength }: SentStatement): unknown {
  if (!isPostgresError(error)) return error
  const { code, position } = error
  const sent = position === undefined ? 0 : unitsBefore(text, Number(position) - 1 - prefixLength)
  const at = file.positionAt(offset + sent)
  const isRefused = aboutTheStatement.test(code) && code !== insufficientPrivilege
  return isRefused ? file.refused(describe(error), at) : file.failed(describe(error), at)
}

function isPostgresError(error: unknown): error is PostgresError {
  return error instanceof Error && 'severity' in error && 'code' in error
}

/** In the words of Postgres, which often knows what was meant. */
function describe({ message, detail, hint }: PostgresError): string {
  const sentences = [message, detail, hint].filter((part) => part !== undefined && part !== '')
  return `Postgres says: ${sentences.map((part) => `${part}`.replace(/[.\s]*$/, '.')).join(' ')}`
}

/** Postgres counts characters where JavaScript counts UTF-16 units. */
function unitsBefore(text: string, characters: number): number {
  return [...text].slice(0, Math.max(0, characters)).join('').length
}
