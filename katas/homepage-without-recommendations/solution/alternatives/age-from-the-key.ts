import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

export type HardPart = 'product' | 'price'
export type SoftPart = 'recommendations' | 'reviews' | 'questions'

export interface Shop {
  readonly services: Readonly<Record<HardPart | SoftPart, string>>
  readonly redis: Redis
  readonly clock: Clock
  readonly countFallback: (part: SoftPart) => void
}

type Items = { readonly items: readonly string[] }
export type Place = ({ from: 'service' } & Items) | ({ from: 'copy'; ageMs: number } & Items) | { from: 'nothing' }
export type Page = Readonly<Record<SoftPart, Place>> & { readonly name: string; readonly cents: number }
export type Homepage = (product: string, signal?: AbortSignal) => Promise<Page>

export const limits = { hardMs: 1_000, softMs: 300, redisMs: 100 }
export const oldestCopyMs = 3_600_000

export async function ask<T>(address: string, product: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`${address}?product=${product}`, signal ? { signal } : {})
  if (response.status !== 200) throw new Error(`The service answered ${response.status}.`)
  return (await response.json()) as T
}

/** The items alone are in Redis; how old they are follows from the time that the key has left. Asked along with the services. */
export function createHomepage({ services, redis, clock, countFallback }: Shop): Homepage {
  async function findCopy(key: string): Promise<Place> {
    const [[, text] = [], [, leftMs] = []] = (await redis.pipeline().get(key).pttl(key).exec()) ?? []
    const items: unknown = JSON.parse(`${text ?? null}`)
    return Array.isArray(items) ? { from: 'copy', items, ageMs: oldestCopyMs - Number(leftMs) } : { from: 'nothing' }
  }

  async function findItems(part: SoftPart, product: string, key: string, end: AbortSignal): Promise<Place> {
    const { items } = await ask<Items>(services[part], product, end)
    redis.psetex(key, oldestCopyMs, JSON.stringify(items)).catch(() => {})
    return { from: 'service', items }
  }

  return async (product, visitor) => {
    const page = new AbortController()
    const leave = () => page.abort(visitor?.reason)
    visitor?.addEventListener('abort', leave)
    const left = new Promise<never>((_, reject) =>
      page.signal.addEventListener('abort', () => reject(page.signal.reason)),
    )
    left.catch(() => {})

    /** Undefined when the time is over or `work` has failed. */
    async function inTime<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
      const ended = new AbortController()
      const late = clock.sleep(ms, AbortSignal.any([ended.signal, page.signal])).catch(() => {})
      const first = await Promise.race([work.catch(() => {}), late, left]).finally(() => ended.abort())
      return first ?? undefined
    }

    async function fill(part: SoftPart): Promise<Place> {
      const call = new AbortController()
      const key = `${part} of ${product}`
      const copy = findCopy(key)
      copy.catch(() => {})
      const found = await inTime(
        limits.softMs,
        findItems(part, product, key, AbortSignal.any([call.signal, page.signal])),
      )
      call.abort()
      if (found) return found
      countFallback(part)
      return (await inTime(limits.redisMs, copy)) ?? { from: 'nothing' }
    }

    async function find<T>(part: HardPart): Promise<T> {
      const found = await inTime(limits.hardMs, ask<T>(services[part], product, page.signal))
      if (!found) throw new Error(`No ${part}, no page.`)
      return found
    }

    try {
      const soft = Promise.all([fill('recommendations'), fill('reviews'), fill('questions')])
      const hard = Promise.all([find<{ name: string }>('product'), find<{ cents: number }>('price')])
      const [[{ name }, { cents }], [recommendations, reviews, questions]] = await Promise.all([hard, soft])
      return { name, cents, recommendations, reviews, questions }
    } finally {
      visitor?.removeEventListener('abort', leave)
      page.abort()
    }
  }
}
