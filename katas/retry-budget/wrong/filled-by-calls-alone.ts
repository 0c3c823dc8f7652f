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
const reserve = 10

/** What the retries of all calls together may cost. */
function createBudget() {
  let coins = reserve

  function add(more: number): void {
    coins = Math.min(reserve, coins + more)
  }

  function takeOne(): boolean {
    if (coins < 1) return false
    coins -= 1
    return true
  }

  return { payIn: () => add(retriesPerCall), takeOne }
}

/** The reserve is there at the start. Once it is spent, only calls fill it, and at night there are none. */
export function createCall(clock: Clock): Call {
  const budget = createBudget()
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
