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

/** The limiter of one server. */
export function createLimiter({ clock }: Server, { limit, windowMs }: Policy): Take {
  const perMs = limit / windowMs
  const buckets = new Map<string, Bucket>()
  // Asynchronous, so that another store can take the place of the Map.
  const load = async (client: string) => buckets.get(client)
  const save = async (client: string, bucket: Bucket) => void buckets.set(client, bucket)
  return async function take(client) {
    const nowMs = clock.now()
    const last = (await load(client)) ?? { tokens: limit, atMs: nowMs }
    const refilled = Math.min(limit, last.tokens + (nowMs - last.atMs) * perMs)
    const isAllowed = refilled >= 1
    const tokens = isAllowed ? refilled - 1 : refilled
    await save(client, { tokens, atMs: nowMs })
    const retryAfterMs = isAllowed ? 0 : Math.ceil((1 - tokens) / perMs)
    return { isAllowed, remaining: Math.max(0, Math.floor(tokens)), retryAfterMs }
  }
}
