import type { Clock } from 'loadbearing/kit'

/** Takes what `fetch` takes, and resolves and rejects as it does. */
export type Call = (url: string, init?: RequestInit) => Promise<Response>

/** The dependency is left alone for a while: nothing was sent. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen'
  /** When the next call may be let through, in milliseconds from now. */
  readonly retryAfterMs: number

  constructor(origin: string, retryAfterMs: number) {
    super(`${origin} is left alone for ${retryAfterMs} ms.`)
    this.retryAfterMs = retryAfterMs
  }
}

const timeoutMs = 10_000

/**
 * Makes the function by which one process of the shop calls all the services that it depends on.
 * `clock` is the only source of time: the tests own it.
 */
export function createCall(clock: Clock): Call {
  return async (url, init = {}) => {
    // TODO: whoever comes while a service is down waits for it here, one after the other.
    return fetchInTime(clock, url, init)
  }
}

/** Gives up after `timeoutMs`, or when the caller's own `init.signal` says so; then the request is aborted. */
async function fetchInTime(clock: Clock, url: string, init: RequestInit): Promise<Response> {
  const limit = new AbortController()
  const answered = new AbortController()
  const giveUp = () => limit.abort(new DOMException('No answer in time.', 'TimeoutError'))
  clock.sleep(timeoutMs, answered.signal).then(giveUp, () => {})
  const signals = init.signal ? [limit.signal, init.signal] : [limit.signal]
  try {
    return await fetch(url, { ...init, signal: AbortSignal.any(signals) })
  } finally {
    answered.abort()
  }
}
