// fails: After the pause one call at a time goes out, until one succeeds
// hint: How many are the first to come?
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

  /** Lets a call through and returns the state in which it goes, or throws CircuitOpen. */
  function enter(): State {
    if (state.name !== 'open') return state
    const leftMs = state.untilMs - clock.now()
    if (leftMs > 0) throw new CircuitOpen(origin, leftMs)
    state = { name: 'half-open', untilMs: clock.now() + timeoutMs }
    return state
  }

  function leave(entered: State, outcome: Outcome): void {
    // It was sent in another state, and tells about a time that is over.
    if (entered !== state) return
    if (outcome === 'success') state = { name: 'closed', failures: 0 }
    else if (entered.name !== 'closed') openFor(outcome === 'failure' ? openMs : 0)
    else if (outcome === 'failure' && ++entered.failures >= mostFailures) openFor(openMs)
  }

  return { enter, leave }
}

/** In half-open everybody is let through: the first to come back decides for all. */
export function createCall(clock: Clock): Call {
  const breakers = new Map<string, ReturnType<typeof createBreaker>>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const breaker = breakers.get(origin) ?? createBreaker(clock, origin)
    breakers.set(origin, breaker)
    const entered = breaker.enter()
    try {
      const response = await fetchInTime(clock, url, init)
      breaker.leave(entered, response.status >= 500 ? 'failure' : 'success')
      return response
    } catch (error) {
      breaker.leave(entered, init.signal?.aborted ? 'nothing' : 'failure')
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
