import type { Clock } from 'loadbearing/kit'

/** Takes what `fetch` takes, and resolves and rejects as it does. */
export type Call = (url: string, init?: RequestInit) => Promise<Response>

export interface Limits {
  /** How many calls to one dependency may be on their way at the same time. */
  readonly atOnce: number
  /** How many callers of one dependency may wait until one of these calls has ended. */
  readonly waiting: number
}

/** So many wait for this dependency already that you may not. Nothing was sent. */
export class BulkheadFull extends Error {
  override readonly name = 'BulkheadFull'

  constructor(origin: string) {
    super(`${origin} has as many callers as it may have.`)
  }
}

const timeoutMs = 10_000

/**
 * Makes the function by which one process of the shop calls all the services that it depends on.
 * `clock` is the only source of time: the tests own it.
 */
export function createCall(clock: Clock, { atOnce }: Limits): Call {
  let onTheirWay = 0
  const queue: (() => void)[] = []
  return async (url, init = {}) => {
    // TODO: whoever waits here may wait for a dependency that he never wanted to call, and nobody is told to go away.
    if (onTheirWay >= atOnce) await new Promise<void>((resolve) => queue.push(resolve))
    onTheirWay += 1
    try {
      return await fetchInTime(clock, url, init)
    } finally {
      onTheirWay -= 1
      queue.shift()?.()
    }
  }
}

/** Gives up after `timeoutMs`, or when the caller's own `init.signal` says so; then the request is aborted. */
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
