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

export const limits = { hardMs: 1_000, softMs: 300, redisMs: 100, lateMs: 2_000 }
export const oldestCopyMs = 3_600_000

export async function ask<T>(address: string, product: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`${address}?product=${product}`, signal ? { signal } : {})
  if (response.status !== 200) throw new Error(`The service answered ${response.status}.`)
  return (await response.json()) as T
}

/** A call stores its own answer whenever that comes, up to two seconds; the page takes what is there after 300 ms. */
export function createHomepage({ services, redis, clock, countFallback }: Shop): Homepage {
  /** Aborted after `ms`, or with the page. `end` takes the timer away. */
  function limit(ms: number, page: AbortSignal): { readonly signal: AbortSignal; end(): void } {
    const [late, ended] = [new AbortController(), new AbortController()]
    const passed = clock.sleep(ms, AbortSignal.any([ended.signal, page]))
    passed.then(() => late.abort()).catch(() => {})
    return { signal: AbortSignal.any([late.signal, page]), end: () => ended.abort() }
  }

  async function call(part: SoftPart, product: string, page: AbortSignal): Promise<readonly string[]> {
    const { signal, end } = limit(limits.lateMs, page)
    const { items } = await ask<Items>(services[part], product, signal).finally(end)
    const fields = { items: JSON.stringify(items), at: clock.now() }
    redis
      .multi()
      .hset(`${product}/${part}`, fields)
      .pexpire(`${product}/${part}`, oldestCopyMs)
      .exec()
      .catch(() => {})
    return items
  }

  async function readCopy(part: SoftPart, product: string): Promise<Place> {
    const [items, at] = await redis.hmget(`${product}/${part}`, 'items', 'at')
    if (!items || !at) return { from: 'nothing' }
    return { from: 'copy', items: JSON.parse(items) as string[], ageMs: clock.now() - Number(at) }
  }

  async function wait<T>(ms: number, page: AbortSignal, work: Promise<T>): Promise<T> {
    const { signal, end } = limit(ms, page)
    const { promise: tooLate, reject } = Promise.withResolvers<never>()
    signal.addEventListener('abort', () => reject(signal.reason))
    return Promise.race([work, tooLate]).finally(end)
  }

  async function fill(part: SoftPart, product: string, page: AbortSignal): Promise<Place> {
    const items = await wait(limits.softMs, page, call(part, product, page)).catch(() => undefined)
    page.throwIfAborted()
    if (items) return { from: 'service', items }
    countFallback(part)
    return wait(limits.redisMs, page, readCopy(part, product)).catch(() => ({ from: 'nothing' }))
  }

  return async (product, visitor) => {
    const noPage = new AbortController()
    const page = visitor ? AbortSignal.any([noPage.signal, visitor]) : noPage.signal
    const { signal, end } = limit(limits.hardMs, page)
    const fillOne = (part: SoftPart) => fill(part, product, page)
    const soft = Promise.all([fillOne('recommendations'), fillOne('reviews'), fillOne('questions')])
    const hard = Promise.all([
      ask<{ name: string }>(services.product, product, signal),
      ask<{ cents: number }>(services.price, product, signal),
    ]).finally(end)
    try {
      const [[{ name }, { cents }], [recommendations, reviews, questions]] = await Promise.all([hard, soft])
      return { name, cents, recommendations, reviews, questions }
    } catch (error) {
      noPage.abort()
      throw error
    }
  }
}
