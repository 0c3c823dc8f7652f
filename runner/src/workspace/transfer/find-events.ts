import { deriveProgress } from '../derive-progress.ts'
import { mergeEvents } from '../merge-events.ts'
import { isEvent } from '../parse-progress.ts'
import type { ProgressEvent } from '../progress-event.ts'
import { progressFormat, progressFormatVersion } from './progress-file.ts'

/** The content of a progress file whose events are sound, or why there is none: a code of the error catalogue, and a sentence's end. */
export type FoundEvents =
  | { readonly events: readonly ProgressEvent[]; readonly content: Readonly<Record<string, unknown>> }
  | {
      readonly trouble: 'PROGRESS_FILE_INVALID' | 'PROGRESS_FILE_TOO_NEW'
      readonly reason: string
      readonly cause?: unknown
    }

/** Reads the events of a progress file. Pure and without a library, so that a page can do it as well as `kata import`. */
export function findEvents(text: string): FoundEvents {
  const parsed = parseJson(text)
  if ('trouble' in parsed) return parsed
  const { content } = parsed
  if (!isObject(content) || content['format'] !== progressFormat) {
    return invalid(`it is JSON, but not "${progressFormat}"`)
  }
  const { version, events } = content
  if (typeof version === 'number' && version > progressFormatVersion) {
    const reason = `it has version ${version}; this loadbearing reads up to version ${progressFormatVersion}`
    return { trouble: 'PROGRESS_FILE_TOO_NEW', reason }
  }
  if (!Array.isArray(events)) return invalid('events: expected a list')
  const odd = events.findIndex((event) => !isEvent(event))
  if (odd !== -1) return invalid(`events.${odd}: expected an event with id and kind`)
  return findUnderivable(events) ?? { events, content }
}

function parseJson(text: string): { readonly content: unknown } | Extract<FoundEvents, { trouble: unknown }> {
  try {
    return { content: JSON.parse(text) }
  } catch (cause) {
    if (!text.includes(`"${progressFormat}"`)) return invalid('it is no JSON', cause)
    const sizeBytes = new TextEncoder().encode(text).length
    return invalid(`it is torn: ${sizeBytes} bytes are there, and the end is missing`, cause)
  }
}

/** An event that breaks what is derived from it would break every later command, so it is found out before it is taken. */
function findUnderivable(events: readonly ProgressEvent[]): FoundEvents | undefined {
  try {
    deriveProgress(mergeEvents(events))
    return undefined
  } catch (cause) {
    return invalid('one of its events is not as events are', cause)
  }
}

function invalid(reason: string, cause?: unknown): Extract<FoundEvents, { trouble: unknown }> {
  return { trouble: 'PROGRESS_FILE_INVALID', reason, cause }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
