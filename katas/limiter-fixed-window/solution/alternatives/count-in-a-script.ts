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

const countInWindow = `
local used = redis.call('INCR', KEYS[1])
if used == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { used, redis.call('PTTL', KEYS[1]) }`

/** The usual two commands, in a script, so that nobody dies in between. */
export function createLimiter({ redis }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const [used, leftMs] = (await redis.eval(countInWindow, 1, `limit:${client}`, windowMs)) as [number, number]
    const isAllowed = used <= limit
    return { isAllowed, remaining: Math.max(0, limit - used), retryAfterMs: isAllowed ? 0 : leftMs }
  }
}
