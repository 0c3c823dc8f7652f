import { isEvent } from '../../../runner/src/workspace/parse-progress.ts'
import type { ProgressEvent } from '../../../runner/src/workspace/progress-event.ts'

const key = 'loadbearing-progress'

/** What the reader chose to keep in this browser. */
export function loadKeptEvents(): readonly ProgressEvent[] | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return Array.isArray(value) && value.every(isEvent) ? value : undefined
  } catch {
    return undefined
  }
}

/** Returns whether the browser took it: it may have no room, or storage may be off. */
export function keepEvents(events: readonly ProgressEvent[]): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(events))
    return true
  } catch {
    return false
  }
}

export function forgetEvents(): void {
  try {
    localStorage.removeItem(key)
  } catch {}
}
