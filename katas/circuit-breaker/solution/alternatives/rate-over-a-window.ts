import type { Clock } from 'loadbearing/kit'

/** Takes what `fetch` takes, and resolves and rejects as it does. */
export type Call = (url: string, init?: RequestInit) => Promise<Response>

/** The dependency is left alone for a while: nothing was sent. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen'
  readonly retryAfterMs: number

  constructor(origin: string, retryAfterMs: number) {
    super(`${origin} is left alone for ${retryAfterMs} ms.`)
    this.retryAfterMs = retryAfterMs
  }
}

const timeoutMs = 10_000
const openMs = 4_000
const windowMs = 10_000
const fewestCalls = 10

/** Opens when ten calls or more have ended within ten seconds, and half of them have failed. */
class Breaker {
  readonly #clock: Clock
  /** How calls have ended lately, the oldest first. */
  #ended: { readonly atMs: number; readonly hasFailed: boolean }[] = []
  /** Undefined while it is closed. */
  #openUntilMs: number | undefined
  #probe: symbol | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  admit(call: symbol, origin: string): void {
    if (this.#openUntilMs === undefined) return
    const leftMs = this.#openUntilMs - this.#clock.now()
    if (leftMs > 0 || this.#probe) throw new CircuitOpen(origin, Math.max(1, leftMs))
    this.#probe = call
  }

  /** `hasFailed` is undefined when the end of the call says nothing about the dependency. */
  note(call: symbol, hasFailed: boolean | undefined): void {
    const isProbe = this.#probe === call
    if (isProbe) this.#probe = undefined
    if (hasFailed === undefined || (this.#openUntilMs !== undefined && !isProbe)) return
    const now = this.#clock.now()
    this.#openUntilMs = undefined
    this.#ended = [...this.#ended.filter(({ atMs }) => atMs > now - windowMs), { atMs: now, hasFailed }]
    const failures = this.#ended.filter((ended) => ended.hasFailed).length
    const isTooMuch = this.#ended.length >= fewestCalls && failures * 2 >= this.#ended.length
    if (!isTooMuch && !(isProbe && hasFailed)) return
    this.#ended = []
    this.#openUntilMs = now + openMs
  }
}

export function createCall(clock: Clock): Call {
  const breakers = new Map<string, Breaker>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const breaker = breakers.get(origin) ?? new Breaker(clock)
    breakers.set(origin, breaker)
    const call = Symbol(url)
    breaker.admit(call, origin)
    try {
      const response = await fetchInTime(clock, url, init)
      breaker.note(call, response.status >= 500)
      return response
    } catch (error) {
      breaker.note(call, init.signal?.aborted ? undefined : true)
      throw error
    }
  }
}

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
