import type { ProgressEvent } from './progress-event.ts'

interface ParsedProgress {
  /** In the order of their ids, each once. */
  readonly events: readonly ProgressEvent[]
  /** The text ends inside a line which is no event. */
  readonly isCutShort: boolean
}

/** Reads the lines of a log. Lines that are no events are passed over; events of unknown kinds are kept. */
export function parseProgress(text: string): ParsedProgress {
  const byId = new Map<string, ProgressEvent>()
  const lines = text.split('\n')
  for (const line of lines) {
    const event = parseEvent(line)
    if (event) byId.set(event.id, event)
  }
  const last = lines.at(-1) ?? ''
  const events = [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : Number(left.id > right.id)))
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

// What a later version wrote passes as well: `deriveProgress` looks only at the kinds it knows.
function isEvent(value: unknown): value is ProgressEvent {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'kind' in value && typeof value.kind === 'string'
}
