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
  tokens: number
  atMs: number
}

/**
 * Buckets in two generations, which change places once a window. Whoever has not come for a whole window has a full bucket
 * anyway, and goes with the old generation. A line of its own for each client: nobody waits behind the others.
 */
export function createLimiter({ clock }: Server, { limit, windowMs }: Policy): Take {
  const msPerToken = windowMs / limit
  let [young, old] = [new Map<string, Bucket>(), new Map<string, Bucket>()]
  let turnedAtMs = clock.now()

  function turn(nowMs: number): void {
    const sinceMs = nowMs - turnedAtMs
    if (sinceMs >= 0 && sinceMs < windowMs)
      return // Set back, or long ago: in both cases this is the first moment of a new generation.
    ;[young, old] = [new Map(), sinceMs >= 2 * windowMs ? new Map() : young]
    turnedAtMs = nowMs
  }

  function find(client: string, nowMs: number): Bucket {
    const bucket = young.get(client) ?? old.get(client) ?? { tokens: limit, atMs: nowMs }
    young.set(client, bucket)
    return bucket
  }

  return async function take(client) {
    const nowMs = clock.now()
    turn(nowMs)
    const bucket = find(client, nowMs)
    bucket.tokens = Math.min(limit, bucket.tokens + Math.max(0, nowMs - bucket.atMs) / msPerToken)
    bucket.atMs = nowMs
    const isAllowed = bucket.tokens >= 1
    if (isAllowed) bucket.tokens -= 1
    const retryAfterMs = isAllowed ? 0 : Math.ceil((1 - bucket.tokens) * msPerToken)
    return { isAllowed, remaining: Math.floor(bucket.tokens), retryAfterMs }
  }
}
