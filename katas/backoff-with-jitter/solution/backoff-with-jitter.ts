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
const tryTimeoutMs = 4_000
const totalTimeoutMs = 28_000

/** Full jitter: the wait is drawn from the whole of a window that doubles. */
export async function withRetry(send: Send, { clock, signal }: RetryOptions): Promise<Response> {
  const deadlineMs = clock.now() + totalTimeoutMs
  let failure: unknown
  for (let attempt = 0; attempt < maxTries; attempt++) {
    const timeoutMs = Math.min(tryTimeoutMs, deadlineMs - clock.now())
    try {
      const response = await sendInTime(send, timeoutMs, clock, signal)
      if (!mayEndBetter(response.status)) return response
      failure = new Error(`The server answered ${response.status}.`)
    } catch (error) {
      signal?.throwIfAborted()
      failure = error
    }
    const delayMs = Math.random() * baseDelayMs * 2 ** attempt
    if (attempt + 1 === maxTries || clock.now() + delayMs >= deadlineMs) break
    await clock.sleep(delayMs, signal)
  }
  throw failure
}

function mayEndBetter(status: number): boolean {
  return status === 429 || status >= 500
}

/** Aborts the request when the time is over, so that no try is left behind. */
async function sendInTime(send: Send, timeoutMs: number, clock: Clock, signal?: AbortSignal): Promise<Response> {
  const limit = new AbortController()
  const answered = new AbortController()
  const giveUp = () => limit.abort(new DOMException('No answer in time.', 'TimeoutError'))
  clock.sleep(timeoutMs, answered.signal).then(giveUp, () => {})
  try {
    return await send(signal ? AbortSignal.any([limit.signal, signal]) : limit.signal)
  } finally {
    answered.abort()
  }
}
