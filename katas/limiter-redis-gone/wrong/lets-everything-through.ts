// fails: A flood by one client takes nothing from the others, with Redis or without
// hint: Who pays for the flood?
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

/** Answers a request to the API. */
export type Handle = (request: Request) => Promise<Response>

/** How long a request may wait for Redis, and how long nobody asks Redis again after that. */
const waitMs = 100
const pauseMs = 1_000

const takeToken = `
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local windowMs, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local msPerToken = windowMs / limit
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(bucket[1] or limit), tonumber(bucket[2] or nowMs)
tokens = math.min(limit, tokens + math.max(0, nowMs - at) / msPerToken)
local isAllowed = tokens >= 1
if isAllowed then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', nowMs)
redis.call('PEXPIRE', KEYS[1], math.ceil((limit - tokens) * msPerToken))
local waitMs = isAllowed and 0 or math.ceil((1 - tokens) * msPerToken)
return { isAllowed and 1 or 0, math.floor(tokens), waitMs }`

/** All servers together: a bucket for each client, in Redis until it is full again. */
function createSharedLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  return async function take(client) {
    const asking = redis.eval(takeToken, 1, `limit:${client}`, windowMs, limit)
    const reply = await withinMs(clock, waitMs, asking)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }
}

/** No limit at all, until Redis is back. */
function createOwnLimiter(_: Server, { limit }: Policy): Take {
  return async () => ({ isAllowed: true, remaining: limit, retryAfterMs: 0 })
}

/** Asks Redis, and while it is gone each server limits by itself. One request a second finds out whether it is back. */
export function createLimiter(server: Server, policy: Policy): Take {
  const [shared, own] = [createSharedLimiter(server, policy), createOwnLimiter(server, policy)]
  let failedAtMs: number | undefined
  return async function take(client) {
    const nowMs = server.clock.now()
    const sinceMs = failedAtMs === undefined ? pauseMs : nowMs - failedAtMs
    // After a step back of the clock the failure seems to lie ahead: then ask.
    if (sinceMs >= 0 && sinceMs < pauseMs) return own(client)
    if (failedAtMs !== undefined) failedAtMs = nowMs
    try {
      const decision = await shared(client)
      failedAtMs = undefined
      return decision
    } catch {
      failedAtMs = server.clock.now()
      return own(client)
    }
  }
}

/** The answer of `work`, if it comes in time. What comes later is nobody's business any more. */
async function withinMs<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  const answered = new AbortController()
  const limit = clock.sleep(ms, answered.signal).then(() => Promise.reject(new Error(`no answer within ${ms} ms`)))
  work.catch(() => {})
  limit.catch(() => {})
  try {
    return await Promise.race([work, limit])
  } finally {
    answered.abort()
  }
}

/** Lets a request pass to `handle` if its client, by its `x-api-key`, may make one; else answers 429. */
export function protect(server: Server, policy: Policy, handle: Handle): Handle {
  const take = createLimiter(server, policy)
  return async (request) => {
    const { isAllowed, remaining, retryAfterMs } = await take(request.headers.get('x-api-key') ?? '')
    const windowSeconds = Math.ceil(policy.windowMs / 1_000)
    const fields = new Headers({ 'RateLimit-Policy': `"default";q=${policy.limit};w=${windowSeconds}` })
    if (isAllowed) {
      const response = await handle(request)
      fields.set('RateLimit', `"default";r=${remaining}`)
      const { status, statusText } = response
      return new Response(response.body, { status, statusText, headers: [...response.headers, ...fields] })
    }
    // Whole seconds are all that the fields can say: rounded up, or the client comes too early.
    const seconds = Math.ceil(retryAfterMs / 1_000)
    fields.set('RateLimit', `"default";r=0;t=${seconds}`)
    fields.set('Retry-After', String(seconds))
    return new Response('Too many requests', { status: 429, headers: fields })
  }
}
