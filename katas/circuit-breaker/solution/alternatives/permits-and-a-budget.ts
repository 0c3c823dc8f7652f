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
const [firstPauseMs, longestPauseMs] = [2_000, 60_000]
const fullBudget = 10
const neededSuccesses = 2

/**
 * Counts permits instead of naming states: any number while all is well, none in a pause, one at a time after it. A
 * failure costs 1 of a budget of 10, and a success gives half of that back. Each pause is twice as long as the one
 * before; the lot that is drawn keeps the shop's processes out of step.
 */
function createBreaker(clock: Clock, origin: string) {
  let permits = Number.POSITIVE_INFINITY
  let [budget, successes, pauses] = [fullBudget, 0, 0]
  let [longestMs, nextMs] = [firstPauseMs, 0]

  function pause(): void {
    const [nth, pauseMs] = [++pauses, Math.round(longestMs * (0.75 + Math.random() / 4))]
    ;[permits, successes] = [0, 0]
    ;[longestMs, nextMs] = [Math.min(longestPauseMs, longestMs * 2), clock.now() + pauseMs]
    void clock.sleep(pauseMs).then(() => {
      if (nth === pauses) permits = 1
    })
  }

  /** Returns what wants to know how the call ended: failed or not, or undefined when its end says nothing. */
  return function enter() {
    if (permits === 0) throw new CircuitOpen(origin, Math.max(1, nextMs - clock.now()))
    permits -= 1
    const nth = pauses
    return (hasFailed: boolean | undefined): void => {
      // A pause has begun since then: old news.
      if (nth !== pauses) return
      const isProbe = permits !== Number.POSITIVE_INFINITY
      if (hasFailed === undefined) permits += 1
      else if (isProbe && !hasFailed) permits = ++successes < neededSuccesses ? 1 : Number.POSITIVE_INFINITY
      else budget = Math.min(fullBudget, budget + (hasFailed ? -1 : 0.5))
      if (hasFailed && (isProbe || budget <= 0)) pause()
      else if (isProbe && permits > 1) [budget, longestMs] = [fullBudget, firstPauseMs]
    }
  }
}

export function createCall(clock: Clock): Call {
  const breakers = new Map<string, ReturnType<typeof createBreaker>>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const enter = breakers.get(origin) ?? createBreaker(clock, origin)
    breakers.set(origin, enter)
    const leave = enter()
    try {
      const response = await fetchInTime(clock, url, init)
      leave(response.status >= 500)
      return response
    } catch (error) {
      leave(init.signal?.aborted ? undefined : true)
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
