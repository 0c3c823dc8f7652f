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

/**
 * Windows by the calendar: the minute is part of the key, so that no count has to begin or end at the right moment. Which
 * minute it is Redis says: by a server's clock that is set back, a minute would come again.
 */
export function createLimiter({ redis }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const [seconds = 0, microseconds = 0] = (await redis.time()).map(Number)
    const nowMs = seconds * 1_000 + Math.floor(microseconds / 1_000)
    const window = Math.floor(nowMs / windowMs)
    const key = `limit:${client}:${window}`
    const replies = await redis.multi().incr(key).pexpire(key, windowMs).exec()
    const used = Number(replies?.[0]?.[1])
    const isAllowed = used <= limit
    const retryAfterMs = isAllowed ? 0 : (window + 1) * windowMs - nowMs
    return { isAllowed, remaining: Math.max(0, limit - used), retryAfterMs }
  }
}
