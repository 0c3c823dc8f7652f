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

interface Window {
  used: number
  endsAtMs: number
}

/** No bucket at all: a count for each client, which begins anew a window after its first request. */
export function createLimiter({ clock }: Server, { limit, windowMs }: Policy): Take {
  const windows = new Map<string, Window>()

  function forgetTheOver(nowMs: number): void {
    for (const [client, { endsAtMs }] of windows) {
      if (nowMs < endsAtMs) return
      windows.delete(client)
    }
  }

  /** After the clock was set back, a window would last for longer than a window: it ends a window from now. */
  function windowOf(client: string, nowMs: number): Window {
    const window = windows.get(client) ?? { used: 0, endsAtMs: nowMs + windowMs }
    window.endsAtMs = Math.min(window.endsAtMs, nowMs + windowMs)
    if (!windows.has(client)) windows.set(client, window)
    return window
  }

  return async function take(client) {
    const nowMs = clock.now()
    forgetTheOver(nowMs)
    const window = windowOf(client, nowMs)
    const isAllowed = window.used < limit
    if (isAllowed) window.used += 1
    return { isAllowed, remaining: limit - window.used, retryAfterMs: isAllowed ? 0 : window.endsAtMs - nowMs }
  }
}
