import type { Clock } from 'loadbearing/kit'

export interface RetryOptions {
  /** The only source of time: the tests own it. */
  readonly clock: Clock
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

/** One try. It is repeatable: the request carries an idempotency key. */
export type Send = (signal: AbortSignal) => Promise<Response>

const tryTimeoutMs = 3_000
const totalTimeoutMs = 28_000
const longestDelayMs = 10_000

/** Half of the wait is certain and half is drawn. Time alone ends it: one signal for the call, a shorter one for a try. */
export async function withRetry(send: Send, { clock, signal }: RetryOptions): Promise<Response> {
  using total = limitOf(clock, totalTimeoutMs)
  const whole = signal ? AbortSignal.any([signal, total.signal]) : total.signal
  for (let windowMs = 1_000; ; windowMs = Math.min(longestDelayMs, 2 * windowMs)) {
    const response = await tryOnce(send, clock, whole)
    if (response && response.status !== 429 && response.status < 500) return response
    await clock.sleep(windowMs / 2 + (Math.random() * windowMs) / 2, whole)
  }
}

/** Undefined when there was no answer. Throws when the whole call is over. */
async function tryOnce(send: Send, clock: Clock, whole: AbortSignal): Promise<Response | undefined> {
  using limit = limitOf(clock, tryTimeoutMs)
  try {
    return await send(AbortSignal.any([whole, limit.signal]))
  } catch {
    whole.throwIfAborted()
    return undefined
  }
}

/** A signal that is aborted after a time, unless it is disposed of first. */
function limitOf(clock: Clock, ms: number): Disposable & { readonly signal: AbortSignal } {
  const limit = new AbortController()
  const over = new AbortController()
  clock.sleep(ms, over.signal).then(
    () => limit.abort(new DOMException('No answer in time.', 'TimeoutError')),
    () => {},
  )
  return { signal: limit.signal, [Symbol.dispose]: () => over.abort() }
}
