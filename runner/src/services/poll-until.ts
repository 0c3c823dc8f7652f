import { setTimeout as delay } from 'node:timers/promises'

interface PollLimits {
  readonly withinMs: number
  readonly everyMs?: number
}

/** Asks until the answer is neither undefined nor false; undefined when the time is over. */
export async function pollUntil<T>(
  probe: () => Promise<T | undefined | false>,
  { withinMs, everyMs = 10 }: PollLimits,
): Promise<T | undefined> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const answer = await probe()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() >= deadline) return undefined
    await delay(everyMs)
  }
}
