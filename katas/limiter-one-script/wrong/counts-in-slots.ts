// fails: What a client has used comes back one request at a time
// hint: What comes back when the first request is a moment old?
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

const countInSlots = `
local nowMs, windowMs, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local slotMs = windowMs / 10
local used, oldest = 0, nil
local slots = redis.call('HGETALL', KEYS[1])
for at = 1, #slots, 2 do
  local count, last = string.match(slots[at + 1], '(%d+) (%d+)')
  if tonumber(last) <= nowMs - windowMs then redis.call('HDEL', KEYS[1], slots[at])
  else used, oldest = used + count, math.min(oldest or last, last) end
end
if used >= limit then return { 0, 0, math.ceil(oldest + windowMs - nowMs) } end
local slot = math.floor(nowMs / slotMs)
local count = string.match(redis.call('HGET', KEYS[1], slot) or '0', '%d+')
redis.call('HSET', KEYS[1], slot, string.format('%d %.0f', count + 1, nowMs))
redis.call('PEXPIRE', KEYS[1], windowMs)
return { 1, limit - used - 1, 0 }`

/** A sliding window in ten counts. It needs little memory, and gives back a burst as it came: all at once. */
export function createLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const reply = await redis.eval(countInSlots, 1, `limit:${client}`, clock.now(), windowMs, limit)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }
}
