// fails: A caller who stops waiting leaves the queue
// hint: What does the queue hold of someone who left?
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
  let [free, inQueue] = [atOnce, 0]
  const queue: (() => void)[] = []

  async function enter(signal: AbortSignal | null | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (free > 0) {
      free -= 1
      return
    }
    if (inQueue >= waiting) throw new BulkheadFull(origin)
    inQueue += 1
    const [turn, left] = [Promise.withResolvers<void>(), Promise.withResolvers<never>()]
    queue.push(turn.resolve)
    signal?.addEventListener('abort', () => left.reject(signal.reason), { once: true })
    try {
      await Promise.race([turn.promise, left.promise])
    } finally {
      inQueue -= 1
    }
  }

  function leave(): void {
    const next = queue.shift()
    if (next) next()
    else free += 1
  }

  return { enter, leave }
}

/** Whoever leaves the queue is told at once and counted no longer. His turn comes all the same. */
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
