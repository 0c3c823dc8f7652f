import type { TestClock } from '../clock.ts'
import { asKit } from '../origin/async-watch.ts'

/** How time passes for a load. */
export interface Pace {
  /** In milliseconds, from wherever. */
  nowMs(): number
  /** Resolves at `dueMs`, at once when that is over, and earlier when `signal` is aborted. */
  until(dueMs: number, signal: AbortSignal): Promise<void>
}

export function createRealPace(): Pace {
  const nowMs = (): number => performance.now()
  return {
    nowMs,
    async until(dueMs, signal) {
      // A timer may fire a little early, measured by this clock.
      while (nowMs() < dueMs && !signal.aborted) await pause(dueMs - nowMs(), signal)
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = asKit(() => setTimeout(end, ms))
    signal.addEventListener('abort', end)
  })
}

/** Advances the clock from one sleeper to the next, and lets everything come to rest in between. */
export function createClockPace(clock: TestClock, settled: () => Promise<void>): Pace {
  return {
    nowMs: () => clock.now(),
    async until(dueMs, signal) {
      await settled()
      while (clock.now() < dueMs && !signal.aborted) {
        const nextMs = Math.min(dueMs, clock.nextDueMs ?? dueMs)
        await clock.advance(Math.max(0, nextMs - clock.now()))
        await settled()
      }
    },
  }
}
