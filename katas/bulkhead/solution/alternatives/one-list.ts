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

interface Caller {
  begin(): void
}

/**
 * All callers of a dependency in the order in which they came. The first five are on their way, the others wait, and
 * there is no number to get wrong: whoever is taken from the list, the one who moves up begins.
 */
class CallerList {
  readonly #callers: Caller[] = []
  readonly #limits: Limits
  readonly #origin: string

  constructor(origin: string, limits: Limits) {
    this.#limits = limits
    this.#origin = origin
  }

  /** Begins at once if there is room, otherwise when enough of those in front of it are gone. */
  join(caller: Caller): void {
    const { atOnce, waiting } = this.#limits
    if (this.#callers.length >= atOnce + waiting) throw new BulkheadFull(this.#origin)
    if (this.#callers.push(caller) <= atOnce) caller.begin()
  }

  remove(caller: Caller): void {
    const at = this.#callers.indexOf(caller)
    this.#callers.splice(at, 1)
    if (at < this.#limits.atOnce) this.#callers[this.#limits.atOnce - 1]?.begin()
  }
}

export function createCall(clock: Clock, limits: Limits): Call {
  const lists = new Map<string, CallerList>()
  return async (url, init = {}) => {
    const { origin } = new URL(url)
    const list = lists.get(origin) ?? new CallerList(origin, limits)
    lists.set(origin, list)
    init.signal?.throwIfAborted()
    const turn = Promise.withResolvers<void>()
    const caller = { begin: turn.resolve }
    const giveUp = () => turn.reject(init.signal?.reason)
    list.join(caller)
    init.signal?.addEventListener('abort', giveUp)
    try {
      await turn.promise
      return await fetchInTime(clock, url, init)
    } finally {
      init.signal?.removeEventListener('abort', giveUp)
      list.remove(caller)
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
