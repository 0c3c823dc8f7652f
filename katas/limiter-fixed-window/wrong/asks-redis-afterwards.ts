// fails: Several servers together let through what one would
// hint: When does a server hear of the others?
import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** What one server of the API works with. */
export interface Server {
  /** This server's connection to the Redis that all servers share. */
  readonly redis: Redis
  /** This server's clock. It may be wrong, and it may be set while the server runs. The tests own it. */
  readonly clock: Clock
}

/** `limit` requests at once, and in the long run as many in each `windowMs`. */
export interface Policy {
  readonly limit: number
  readonly windowMs: number
}

export interface Decision {
  readonly isAllowed: boolean
  /** How many more requests of this client would be let through right now. */
  readonly remaining: number
  /** 0 for a request that is allowed. Else: how long until one of this client will be, if none comes before. */
  readonly retryAfterMs: number
}

/** Asks for one request of `client`, whose name may be anything that it has sent. */
export type Take = (client: string) => Promise<Decision>

/** Decides from its own memory to save the wait, and hears from Redis afterwards what the other servers have counted. */
export function createLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  const windows = new Map<string, { used: number; endsAtMs: number }>()
  return async function take(client) {
    const nowMs = clock.now()
    for (const [known, window] of windows) {
      window.endsAtMs = Math.min(window.endsAtMs, nowMs + windowMs)
      if (nowMs >= window.endsAtMs) windows.delete(known)
    }
    const window = windows.get(client) ?? { used: 0, endsAtMs: nowMs + windowMs }
    windows.set(client, window)
    const isAllowed = window.used < limit
    if (isAllowed) window.used += 1
    const key = `limit:${client}`
    const counting = redis.multi().set(key, 0, 'PX', windowMs, 'NX').incr(key).exec()
    if (isAllowed)
      counting.then((replies) => (window.used = Math.max(window.used, Number(replies?.[1]?.[1])))).catch(() => {})
    else counting.catch(() => {})
    return { isAllowed, remaining: limit - window.used, retryAfterMs: isAllowed ? 0 : window.endsAtMs - nowMs }
  }
}
