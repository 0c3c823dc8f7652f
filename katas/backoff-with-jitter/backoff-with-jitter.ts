import type { Clock } from 'loadbearing/kit'

export interface RetryOptions {
  /** The only source of time: the tests own it. */
  readonly clock: Clock
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

/** One try. It is repeatable: the request carries an idempotency key. */
export type Send = (signal: AbortSignal) => Promise<Response>

const maxTries = 6
const baseDelayMs = 1_000

/**
 * Calls `send` until it succeeds. As published, with 214 stars. TODO: find out what it does to an API that has
 * 10,000 of these clients.
 */
export async function withRetry(send: Send, { clock, signal }: RetryOptions): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    try {
      const response = await send(signal ?? new AbortController().signal)
      if (!response.ok) throw new Error(`The server answered ${response.status}.`)
      return response
    } catch (error) {
      if (attempt >= maxTries - 1) throw error
      const delayMs = baseDelayMs * 2 ** attempt
      // Jitter, so that clients do not retry in step.
      const jitterMs = delayMs * 0.1 * Math.random()
      await clock.sleep(delayMs + jitterMs)
    }
  }
}
