// fails: Whoever is refused is let in a window later, however often they ask
// hint: When does the window end for somebody who keeps asking?
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

/** Sets the expiry again with each request, so that the window never ends for somebody who does not give up. */
export function createLimiter({ redis }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const key = `limit:${client}`
    const replies = await redis.multi().incr(key).pexpire(key, windowMs).exec()
    const used = Number(replies?.[0]?.[1])
    const isAllowed = used <= limit
    return { isAllowed, remaining: Math.max(0, limit - used), retryAfterMs: isAllowed ? 0 : windowMs }
  }
}
