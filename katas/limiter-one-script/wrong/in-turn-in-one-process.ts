// fails: Two requests that meet use two, in whatever order their commands run
// hint: Who else looks into the bucket?
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

/** The requests of a client wait for each other, in this process. Another server looks in between. */
export function createLimiter({ redis, clock }: Server, { limit, windowMs }: Policy): Take {
  const perMs = limit / windowMs
  const turns = new Map<string, Promise<unknown>>()

  async function takeInTurn(client: string): Promise<Decision> {
    const [key, nowMs] = [`limit:${client}`, clock.now()]
    const stored = await redis.get(key)
    const last: Bucket = stored === null ? { tokens: limit, atMs: nowMs } : JSON.parse(stored)
    const refilled = Math.min(limit, last.tokens + Math.max(0, nowMs - last.atMs) * perMs)
    const isAllowed = refilled >= 1
    const tokens = isAllowed ? refilled - 1 : refilled
    await redis.set(key, JSON.stringify({ tokens, atMs: nowMs }), 'PX', windowMs)
    return { isAllowed, remaining: Math.floor(tokens), retryAfterMs: isAllowed ? 0 : Math.ceil((1 - tokens) / perMs) }
  }

  return function take(client) {
    const mine = (turns.get(client) ?? Promise.resolve()).then(() => takeInTurn(client))
    const turn = mine.catch(() => {}).finally(() => turns.get(client) === turn && turns.delete(client))
    turns.set(client, turn)
    return mine
  }
}
