// fails: In an outage retries add at most a fifth to the load
// hint: Who pays in, and who takes out?
import type { Clock } from 'loadbearing/kit'

/** One try. It is repeatable, and has a time limit of its own. */
export type Send = () => Promise<Response>

/** Resolves with the last response, or rejects as the last try did. */
export type Call = (send: Send) => Promise<Response>

const maxTries = 2
const baseDelayMs = 100

/** Fewer tries: two a call instead of three. Three layers of it are still eight. */
export function createCall(clock: Clock): Call {
  return async (send) => {
    for (let attempt = 1; ; attempt++) {
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
