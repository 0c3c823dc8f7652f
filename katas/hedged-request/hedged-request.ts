import type { Clock } from 'loadbearing/kit'

/** Two servers that hold the same data. Reading from them changes nothing. */
export type Replicas = readonly [first: string, second: string]

/** Resolves with the first good answer, one below 500. Rejects when both servers have failed. */
export type Get = (replicas: Replicas, signal?: AbortSignal) => Promise<Response>

/** How long the first server may take before the second one is asked, too. */
export const hedgeAfterMs = 100

/**
 * Makes the function by which one process reads from its replicas. All of its reads go through it.
 * `clock` is the only source of time: the tests own it.
 */
export function createGet(clock: Clock): Get {
  return async ([first, second], signal) => {
    // TODO: whoever meets the slow server of the two waits for as long as it takes.
    const response = await fetch(first, signal ? { signal } : {})
    if (response.status >= 500) throw new Error(`The server answered ${response.status}.`)
    return response
  }
}
