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

const takeToken = `
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + time[2] / 1000
local windowMs, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local costMs = windowMs / limit
local wholeAtMs = math.max(nowMs, tonumber(redis.call('GET', KEYS[1]) or 0)) + costMs
local waitMs = wholeAtMs - nowMs - windowMs
if waitMs > 0 then return { 0, 0, math.ceil(waitMs) } end
redis.call('SET', KEYS[1], string.format('%.3f', wholeAtMs), 'PX', math.ceil(wholeAtMs - nowMs))
return { 1, math.floor(-waitMs / costMs), 0 }`

/** One number for each client: the moment at which it will have its whole limit again (GCRA). Its time is Redis's. */
export function createLimiter({ redis }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const reply = await redis.eval(takeToken, 1, `limit:${client}`, windowMs, limit)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }
}
