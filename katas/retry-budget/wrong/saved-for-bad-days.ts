// fails: In an outage retries add at most a fifth to the load
// hint: Who pays in, and who takes out?
import type { Clock } from 'loadbearing/kit'

/** One try. It is repeatable, and has a time limit of its own. */
export type Send = () => Promise<Response>

/** Resolves with the last response, or rejects as the last try did. */
export type Call = (send: Send) => Promise<Response>

const maxTries = 3
const baseDelayMs = 100
const retriesPerCall = 0.2
const reserve = 20
const refillPerSecond = 1

/** What the retries of all calls together may cost. */
function createBudget(clock: Clock) {
  let coins = reserve
  let asOfMs = clock.now()

  function add(more: number): void {
    coins += more
  }

  function takeOne(): boolean {
    add(((clock.now() - asOfMs) / 1_000) * refillPerSecond)
    asOfMs = clock.now()
    if (coins < 1) return false
    coins -= 1
    return true
  }

  return { payIn: () => add(retriesPerCall), takeOne }
}

/** What the good hours save up is spent in the bad one. */
export function createCall(clock: Clock): Call {
  const budget = createBudget(clock)
  return async (send) => {
    budget.payIn()
    for (let attempt = 1; ; attempt++) {
      const outcome = await send().catch((error: unknown) => ({ error }))
      const isFailure = 'error' in outcome || outcome.status >= 500
      if (!isFailure || attempt === maxTries || !budget.takeOne()) {
        if ('error' in outcome) throw outcome.error
        return outcome
      }
      await clock.sleep(Math.random() * baseDelayMs * 2 ** attempt)
    }
  }
}
