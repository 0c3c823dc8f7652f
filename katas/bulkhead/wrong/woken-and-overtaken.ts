// fails: A place that becomes free goes to one caller
// hint: When is the place taken?
import type { Clock } from 'loadbearing/kit'

/** Takes what `fetch` takes, and resolves and rejects as it does. */
export type Call = (url: string, init?: RequestInit) => Promise<Response>

export interface Limits {
  readonly atOnce: number
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

/** The places of one dependency, and those who wait for one. */
function createBulkhead(origin: string, { atOnce, waiting }: Limits) {
  let free = atOnce
  const queue = new Set<() => void>()

  function queueUp(signal: AbortSignal | null | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = () => {
        queue.delete(begin)
        reject(signal?.reason)
      }
      queue.add(begin)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  async function enter(signal: AbortSignal | null | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (free <= 0 && queue.size >= waiting) throw new BulkheadFull(origin)
    if (free <= 0) await queueUp(signal)
    free -= 1
  }

  function leave(): void {
    free += 1
    const [next] = queue
    if (!next) return
    queue.delete(next)
    next()
  }

  return { enter, leave }
}

/** Frees the place and wakes the next, who takes it when he is awake. Somebody else may be quicker. */
export function createCall(clock: Clock, limits: Limits): Call {
  const bulkheads = new Map<string, ReturnType<typeof createBulkhead>>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const bulkhead = bulkheads.get(origin) ?? createBulkhead(origin, limits)
    bulkheads.set(origin, bulkhead)
    await bulkhead.enter(init.signal)
    try {
      return await fetchInTime(clock, url, init)
    } finally {
      bulkhead.leave()
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
