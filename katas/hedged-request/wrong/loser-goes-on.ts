// fails: When one has answered or the reader has left, nobody is still asked
// hint: Who still works for you?
import type { Clock } from 'loadbearing/kit'

/** Two servers that hold the same data. Reading from them changes nothing. */
export type Replicas = readonly [first: string, second: string]

/** Resolves with the first good answer, one below 500. Rejects when both servers have failed. */
export type Get = (replicas: Replicas, signal?: AbortSignal) => Promise<Response>

/** How long the first server may take before the second one is asked, too. */
export const hedgeAfterMs = 100

const hedgesPerRead = 0.1
const reserve = 10
const refillPerMs = reserve / 60_000

/** Each read pays a tenth of a second request into a jar. */
function createBudget(clock: Clock) {
  let coins = reserve
  let asOfMs = clock.now()
  const add = (more: number) => {
    coins = Math.min(reserve, coins + more)
  }
  return {
    payIn: () => add(hedgesPerRead),
    takeOne(): boolean {
      add((clock.now() - asOfMs) * refillPerMs)
      asOfMs = clock.now()
      // A tenth, ten times, is a little less than one.
      if (coins < 1 - 1e-9) return false
      coins -= 1
      return true
    },
  }
}

/** Has its answer, and lets the other one work on. Only the wait is ended. */
export function createGet(clock: Clock): Get {
  const budget = createBudget(clock)
  return async ([first, second], signal) => {
    budget.payIn()
    const end = new AbortController()
    const waiting = signal ? AbortSignal.any([end.signal, signal]) : end.signal
    const asking = signal ?? new AbortController().signal
    const one = ask(first, asking)
    // It begins when the time is over or the first has failed, whichever comes first, and takes part only if it may.
    const two = Promise.race([clock.sleep(hedgeAfterMs, waiting), one.then(never, () => {})]).then(() =>
      budget.takeOne() ? ask(second, asking) : Promise.reject(new Error('Too many second requests.')),
    )
    try {
      return await Promise.any([one, two])
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    } finally {
      end.abort()
    }
  }
}

async function ask(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal })
  if (response.status >= 500) throw new Error(`The server answered ${response.status}.`)
  // Read here, because what is left unread is aborted at the end.
  return new Response(await response.arrayBuffer(), { status: response.status, headers: response.headers })
}

function never(): Promise<never> {
  return new Promise(() => {})
}
