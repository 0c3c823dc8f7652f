// fails: A client gets its limit at once, and then only what comes back
// hint: What do 30 requests see that come together?
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

interface Bucket {
  readonly tokens: number
  readonly atMs: number
}

/** Everybody who comes while the bucket is being loaded sees the same tokens. */
export function createLimiter({ clock }: Server, { limit, windowMs }: Policy): Take {
  const perMs = limit / windowMs
  const buckets = new Map<string, Bucket>()
  // A clock that was set back tells nothing about how much time has passed, so nothing has.
  const tokensAt = (nowMs: number, { tokens, atMs }: Bucket): number =>
    Math.min(limit, tokens + Math.max(0, nowMs - atMs) * perMs)

  const load = async (client: string): Promise<Bucket | undefined> => buckets.get(client)

  /** A full bucket says no more than no bucket at all. Those that came longest ago come first. */
  function forgetTheFull(nowMs: number): void {
    for (const [client, bucket] of buckets) {
      if (tokensAt(nowMs, bucket) < limit) return
      buckets.delete(client)
    }
  }

  return async function take(client) {
    const nowMs = clock.now()
    forgetTheFull(nowMs)
    const bucket = await load(client)
    const refilled = tokensAt(nowMs, bucket ?? { tokens: limit, atMs: nowMs })
    const isAllowed = refilled >= 1
    const tokens = isAllowed ? refilled - 1 : refilled
    buckets.delete(client)
    buckets.set(client, { tokens, atMs: nowMs })
    return { isAllowed, remaining: Math.floor(tokens), retryAfterMs: isAllowed ? 0 : Math.ceil((1 - tokens) / perMs) }
  }
}
