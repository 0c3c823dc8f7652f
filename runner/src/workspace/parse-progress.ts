import { mergeEvents } from './merge-events.ts'
import type { ProgressEvent } from './progress-event.ts'

interface ParsedProgress {
  /** In the order of their ids, each once. */
  readonly events: readonly ProgressEvent[]
  /** The text ends inside a line which is no event. */
  readonly isCutShort: boolean
}

/** Reads the lines of a log. Lines that are no events are passed over; events of unknown kinds are kept. */
export function parseProgress(text: string): ParsedProgress {
  const lines = text.split('\n')
  const events = mergeEvents(lines.flatMap((line) => parseEvent(line) ?? []))
  const last = lines.at(-1) ?? ''
  return { events, isCutShort: last !== '' && parseEvent(last) === undefined }
}

function parseEvent(line: string): ProgressEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isEvent(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a value has what every event has. What a later version wrote passes as well: `deriveProgress` looks only at the kinds it knows. */
export function isEvent(value: unknown): value is ProgressEvent {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'kind' in value && typeof value.kind === 'string'
}
