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
  /** Refused, because nobody could say whether it may pass. */
  readonly isUndecided?: true
}

/** Asks for one request of `client`, whose name may be anything that it has sent. */
export type Take = (client: string) => Promise<Decision>

/** Answers a request to the API. */
export type Handle = (request: Request) => Promise<Response>

/** How long a request may wait for Redis, and how long nobody asks Redis again after that. */
const waitMs = 100
const pauseMs = 1_000

const takeToken = `
local windowMs = tonumber(ARGV[1])
local costMs = windowMs / tonumber(ARGV[2])
local debtMs = math.max(0, redis.call('PTTL', KEYS[1]))
if debtMs + costMs > windowMs then return { 0, 0, math.ceil(debtMs + costMs - windowMs) } end
redis.call('SET', KEYS[1], '', 'PX', math.ceil(debtMs + costMs))
return { 1, math.floor((windowMs - debtMs - costMs) / costMs), 0 }`

/** Without Redis nothing passes: better no answer of the API than one too many. */
export function createLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  let isGone = false
  let askedAtMs = 0

  async function ask(client: string): Promise<Decision> {
    const reply = await redis.eval(takeToken, 1, `limit:${client}`, windowMs, limit)
    const [isAllowed, remaining, retryAfterMs] = reply as [number, number, number]
    return { isAllowed: isAllowed === 1, remaining, retryAfterMs }
  }

  return async function take(client) {
    const refusal: Decision = { isAllowed: false, remaining: 0, retryAfterMs: pauseMs, isUndecided: true }
    const sinceMs = clock.now() - askedAtMs
    if (isGone && sinceMs >= 0 && sinceMs < pauseMs) return refusal
    askedAtMs = clock.now()
    const over = new AbortController()
    const patience = clock.sleep(waitMs, over.signal).then(
      () => undefined,
      () => undefined,
    )
    const decision = await Promise.race([ask(client).catch(() => undefined), patience])
    over.abort()
    isGone = decision === undefined
    return decision ?? refusal
  }
}

/** Asks for each request whether it may pass. 429 is for those who came too often, 503 for when nobody knows. */
export function protect(server: Server, policy: Policy, handle: Handle): Handle {
  const take = createLimiter(server, policy)
  return async (request) => {
    const decision = await take(request.headers.get('x-api-key') ?? '')
    const { isAllowed, isUndecided = false, remaining } = decision
    const seconds = Math.ceil(decision.retryAfterMs / 1_000)
    const answer = isAllowed ? await handle(request) : new Response(null, { status: isUndecided ? 503 : 429 })
    // A copy: the fields of an answer that came from elsewhere can't be changed.
    const response = new Response(answer.body, answer)
    if (!isAllowed) response.headers.set('Retry-After', String(seconds))
    if (isUndecided) return response
    response.headers.set('RateLimit-Policy', `"api";q=${policy.limit};w=${policy.windowMs / 1_000}`)
    response.headers.set('RateLimit', `"api";r=${remaining}${isAllowed ? '' : `;t=${seconds}`}`)
    return response
  }
}
