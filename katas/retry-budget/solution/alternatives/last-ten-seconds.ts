import type { Clock } from 'loadbearing/kit'

/** One try. It is repeatable, and has a time limit of its own. */
export type Send = () => Promise<Response>

/** Resolves with the last response, or rejects as the last try did. */
export type Call = (send: Send) => Promise<Response>

const windowMs = 10_000
const leastRetries = 10

/** Compares what was tried again in the last ten seconds with what was called in them. */
export function createCall(clock: Clock): Call {
  let calls: number[] = []
  let retries: number[] = []

  function mayRetry(): boolean {
    const fromMs = clock.now() - windowMs
    calls = calls.filter((atMs) => atMs > fromMs)
    retries = retries.filter((atMs) => atMs > fromMs)
    // The share alone bounds a long outage; the few on top are for quiet hours, when there is nothing to take a share of.
    if (retries.length >= Math.max(0.15 * calls.length, calls.length < 50 ? leastRetries : 0)) return false
    retries.push(clock.now())
    return true
  }

  return async (send) => {
    calls.push(clock.now())
    const first = await attempt(send)
    if (!isFailure(first) || !mayRetry()) return open(first)
    await clock.sleep(100 + Math.random() * 200)
    const second = await attempt(send)
    if (!isFailure(second) || !mayRetry()) return open(second)
    await clock.sleep(300 + Math.random() * 600)
    return send()
  }
}

type Outcome = Response | { readonly error: unknown }

function attempt(send: Send): Promise<Outcome> {
  return send().catch((error: unknown) => ({ error }))
}

function isFailure(outcome: Outcome): boolean {
  return 'error' in outcome || outcome.status >= 500
}

function open(outcome: Outcome): Response {
  if ('error' in outcome) throw outcome.error
  return outcome
}
