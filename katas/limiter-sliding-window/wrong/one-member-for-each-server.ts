// fails: Requests within one millisecond all count
// hint: What does a sorted set do with a member that it has?
import { randomUUID } from 'node:crypto'
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

const slide = `
local nowMs, windowMs, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', nowMs - windowMs)
local used = redis.call('ZCARD', KEYS[1])
if used >= limit then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  return { 0, 0, tonumber(oldest[2]) + windowMs - nowMs }
end
redis.call('ZADD', KEYS[1], nowMs, ARGV[4])
redis.call('PEXPIRE', KEYS[1], windowMs)
return { 1, limit - used - 1, 0 }`

/** Makes members unique by a name for the server, and a server has more than one request in a millisecond. */
export function createLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  const server = randomUUID()
  return async function take(client) {
    const args = [clock.now(), windowMs, limit, `${server}:${clock.now()}`]
    const reply = await redis.eval(slide, 1, `limit:${client}`, ...args)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }
}
