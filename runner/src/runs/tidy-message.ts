import { stripVTControlCharacters } from 'node:util'
import type { ReportedError } from './host-protocol.ts'

const mostDiffLines = 16

interface TidyMessage {
  readonly message: string
  /** Only when the message is the assertion library's alone. */
  readonly diff?: string
}

/**
 * An assertion's message as a person reads it: the words of the test's author when there are any, else those of
 * the assertion library, with what differs.
 */
export function tidyMessage(error: ReportedError): TidyMessage {
  const message = stripVTControlCharacters(error.message)
    .replace(/ \/\/ Object\.is equality$/, '')
    .trim()
  // vitest writes `${author's message}: expected 2 to be 1`.
  const words = /^(.*?[.!?)"”])\s*:\s+(?:expected|promise) /s.exec(message)?.[1]
  if (words !== undefined) return { message: words }
  if (error.name !== 'AssertionError') return { message: describeThrown(error.name, message) }
  const diff = tidyDiff(error.diff)
  return diff === undefined ? { message } : { message, diff }
}

/** Their messages are sentences. */
const toldByUs = ['Error', 'CourseError', 'RefusedFile']

/** What was thrown, with the kind of error unless the message says enough: `TypeError: x is not a function`. */
export function describeThrown(name: string, message: string): string {
  const text = stripVTControlCharacters(message).trim()
  if (text === '') return name
  return toldByUs.includes(name) || text.startsWith(name) ? text : `${name}: ${text}`
}

function tidyDiff(diff: string | undefined): string | undefined {
  if (diff === undefined) return undefined
  const lines = stripVTControlCharacters(diff).split('\n')
  const marked = lines.filter((line) => /^[-+]/.test(line)).length
  // Two plain values are in the message already.
  if (marked <= 4 && lines.length <= 5) return undefined
  const left = lines.length - mostDiffLines
  return left > 1 ? [...lines.slice(0, mostDiffLines), `… ${left} more lines`].join('\n') : lines.join('\n')
}
