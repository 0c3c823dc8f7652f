// fails: A late answer from before the outage does not stand in for the probe
// hint: When was that call sent?
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
const openMs = 3_000
const mostFailures = 10

type State =
  | { readonly name: 'closed'; failures: number }
  | { readonly name: 'open' | 'half-open'; readonly untilMs: number }

/** How a call ended, as far as it tells anything about the dependency: a call that its caller cancelled does not. */
type Outcome = 'success' | 'failure' | 'nothing'

function createBreaker(clock: Clock, origin: string) {
  let state: State = { name: 'closed', failures: 0 }

  function openFor(ms: number): void {
    state = { name: 'open', untilMs: clock.now() + ms }
  }

  /** Lets a call through, or throws CircuitOpen. */
  function enter(): void {
    if (state.name === 'closed') return
    const leftMs = state.untilMs - clock.now()
    if (state.name === 'half-open' || leftMs > 0) throw new CircuitOpen(origin, Math.max(1, leftMs))
    // The first to come is the probe. Its time limit is the longest that others have to wait for it.
    state = { name: 'half-open', untilMs: clock.now() + timeoutMs }
  }

  function leave(outcome: Outcome): void {
    if (outcome === 'success') state = { name: 'closed', failures: 0 }
    else if (state.name === 'half-open') openFor(outcome === 'failure' ? openMs : 0)
    else if (state.name === 'closed' && outcome === 'failure' && ++state.failures >= mostFailures) openFor(openMs)
  }

  return { enter, leave }
}

/** Looks at how a call ended, and not at when it was sent. */
export function createCall(clock: Clock): Call {
  const breakers = new Map<string, ReturnType<typeof createBreaker>>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const breaker = breakers.get(origin) ?? createBreaker(clock, origin)
    breakers.set(origin, breaker)
    breaker.enter()
    try {
      const response = await fetchInTime(clock, url, init)
      breaker.leave(response.status >= 500 ? 'failure' : 'success')
      return response
    } catch (error) {
      breaker.leave(init.signal?.aborted ? 'nothing' : 'failure')
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
