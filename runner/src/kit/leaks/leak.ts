import { type Origin, renderOrigin } from '../origin/origin.ts'

/** Something that the learner's code opened and did not give back. */
export interface Leak {
  /** As the subject of a sentence: `A connection to Postgres`. */
  readonly what: string
  /** What should have been done: `end the pool or client that opened it`. */
  readonly remedy: string
  readonly origin: Origin | undefined
}

/** In a message: `A connection to Postgres was still open, from lost-update.ts:12: end the pool that opened it.` */
function renderLeak(leak: Leak): string {
  return `${leak.what}, from ${renderOrigin(leak.origin)}: ${leak.remedy}.`
}

/** Leaks told once each, with how often. */
export function renderLeaks(leaks: readonly Leak[]): string {
  const counts = new Map<string, number>()
  for (const leak of leaks) {
    const text = renderLeak(leak)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, count]) => (count > 1 ? `${text} (${count} times)` : text)).join('\n')
}
