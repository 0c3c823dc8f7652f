import type { ProgressEvent } from './progress-event.ts'

/** Events of one or several logs in the order of their ids, each once: the same for logs put together in any order. */
export function mergeEvents(...logs: readonly (readonly ProgressEvent[])[]): ProgressEvent[] {
  const byId = new Map<string, ProgressEvent>()
  for (const event of logs.flat()) {
    const known = byId.get(event.id)
    if (known === undefined || isPreferred(event, known)) byId.set(event.id, event)
  }
  return [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : Number(left.id > right.id)))
}

// Nobody makes an id twice. A log that was edited by hand may hold one, and even then the order must not matter.
function isPreferred(event: ProgressEvent, known: ProgressEvent): boolean {
  return JSON.stringify(event) > JSON.stringify(known)
}
