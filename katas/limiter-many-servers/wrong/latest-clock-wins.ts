// fails: Servers whose clocks disagree let through what one would
// hint: Whose time is it?
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
local nowMs, windowMs, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local msPerToken = windowMs / limit
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1] or limit), tonumber(bucket[2] or nowMs)
nowMs = math.max(nowMs, at)
tokens = math.min(limit, tokens + math.max(0, nowMs - at) / msPerToken)
local isAllowed = tokens >= 1
if isAllowed then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', nowMs)
redis.call('PEXPIRE', KEYS[1], math.ceil((limit - tokens) * msPerToken))
local waitMs = isAllowed and 0 or math.ceil((1 - tokens) * msPerToken)
return { isAllowed and 1 or 0, math.floor(tokens), waitMs }`

/** Never goes back behind the latest time that it was told. Then nothing comes back for those whose clock is right. */
export function createLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const reply = await redis.eval(takeToken, 1, `limit:${client}`, clock.now(), windowMs, limit)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }
}
