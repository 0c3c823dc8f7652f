/** A source of time and sleep that is handed to the learner's code, so that a test can decide how time passes. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves when `ms` milliseconds have passed; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

interface Sleeper {
  readonly dueMs: number
  wake(): void
}

/** How many turns of the event loop a woken sleeper has to act before time goes on. */
const turnsAfterWaking = 8

/**
 * A clock that stands still until the test advances it. No timer of Node is replaced: only code that is
 * given this clock lives by it.
 *
 * @example
 * const done = retry(pay, { clock })
 * await clock.advance(1_000)
 * await done
 */
export class TestClock implements Clock {
  #nowMs: number
  #sleepers: Sleeper[] = []

  /** Starts at the real time, so that timestamps given to a server are plausible to it. */
  constructor(startMs: number = Date.now()) {
    this.#nowMs = startMs
  }

  now(): number {
    return this.#nowMs
  }

  /** How many calls of `sleep` have not ended. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  /** When the next sleeper is due, in milliseconds since the epoch; undefined when nobody sleeps. */
  get nextDueMs(): number | undefined {
    return this.#sleepers[0]?.dueMs
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason)
        return
      }
      const sleeper: Sleeper = { dueMs: this.#nowMs + Math.max(0, ms), wake: resolve }
      const after = this.#sleepers.findIndex((other) => other.dueMs > sleeper.dueMs)
      this.#sleepers.splice(after < 0 ? this.#sleepers.length : after, 0, sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal.reason)
      })
    })
  }

  /**
   * Lets `ms` milliseconds pass. Sleepers wake in the order in which they are due, and what they start
   * has some turns of the event loop to run, or to sleep again, before time goes on.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms
    for (let next = this.#sleepers[0]; next && next.dueMs <= endMs; next = this.#sleepers[0]) {
      this.#nowMs = next.dueMs
      this.#sleepers.shift()
      next.wake()
      await turns(turnsAfterWaking)
    }
    this.#nowMs = endMs
  }

  /** Lets time pass until the next sleeper is due, and wakes all that are due then. False when nobody sleeps. */
  wakeNext(): boolean {
    const dueMs = this.nextDueMs
    if (dueMs === undefined) return false
    this.jump(Math.max(0, dueMs - this.#nowMs))
    return true
  }

  /**
   * Lets `ms` milliseconds pass in one step, as for processes that were paused: whoever was due meanwhile wakes at
   * the end of it, and nobody before.
   */
  jump(ms: number): void {
    this.#nowMs += ms
    const due = this.#sleepers.filter((sleeper) => sleeper.dueMs <= this.#nowMs)
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.dueMs > this.#nowMs)
    for (const sleeper of due) sleeper.wake()
  }
}

/** Lets the event loop turn `count` times. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
