// fails: What Redis keeps of a client does not grow with its limit
// hint: What has to be known of somebody who made 1,000 requests?
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
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local windowMs, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local nth = tonumber(redis.call('LINDEX', KEYS[1], limit - 1) or 0)
if nowMs - nth < windowMs then return { 0, 0, nth + windowMs - nowMs } end
redis.call('LPUSH', KEYS[1], nowMs)
redis.call('LTRIM', KEYS[1], 0, limit - 1)
redis.call('PEXPIRE', KEYS[1], windowMs)
local used = 0
for _, at in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if nowMs - at < windowMs then used = used + 1 end
end
return { 1, limit - used, 0 }`

/** A list of the last `limit` moments: if the oldest of them is a window ago, there is room. Its time is Redis's. */
export function createLimiter({ redis }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const reply = await redis.eval(slide, 1, `limit:${client}`, windowMs, limit)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }
}
