import type { Clock } from 'loadbearing/kit'

/** One try. It is repeatable, and has a time limit of its own. */
export type Send = () => Promise<Response>

/** Resolves with the last response, or rejects as the last try did. */
export type Call = (send: Send) => Promise<Response>

const maxTries = 3
const baseDelayMs = 100

/**
 * Makes the function by which one process calls one dependency. All of its calls go through it.
 * `clock` is the only source of time: the tests own it.
 */
export function createCall(clock: Clock): Call {
  return async (send) => {
    for (let attempt = 1; ; attempt++) {
      // TODO: three tries for each call are three times the load, just when the dependency can bear it least.
      const outcome = await send().catch((error: unknown) => ({ error }))
      const isFailure = 'error' in outcome || outcome.status >= 500
      if (!isFailure || attempt === maxTries) {
        if ('error' in outcome) throw outcome.error
        return outcome
      }
      await clock.sleep(Math.random() * baseDelayMs * 2 ** attempt)
    }
  }
}
