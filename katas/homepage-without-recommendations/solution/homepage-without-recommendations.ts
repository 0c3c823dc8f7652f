import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** Without the hard parts there is nothing to sell. Without the soft ones the page sells a little less. */
export type HardPart = 'product' | 'price'
export type SoftPart = 'recommendations' | 'reviews' | 'questions'

/** What one process of the shop works with. */
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

/** How long a page waits for the hard parts, for the soft parts, and after that for Redis. */
export const limits = { hardMs: 1_000, softMs: 300, redisMs: 100 }
export const oldestCopyMs = 3_600_000

export async function ask<T>(address: string, product: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`${address}?product=${product}`, signal ? { signal } : {})
  if (response.status !== 200) throw new Error(`The service answered ${response.status}.`)
  return (await response.json()) as T
}

export function createHomepage({ services, redis, clock, countFallback }: Shop): Homepage {
  /** Nobody waits for it, and nobody is told when it fails. */
  function keep(key: string, { items }: Items): void {
    redis.set(key, JSON.stringify({ items, atMs: clock.now() }), 'PX', oldestCopyMs).catch(() => {})
  }

  async function findCopy(key: string, signal: AbortSignal): Promise<Place> {
    const read = async () => JSON.parse((await redis.get(key)) ?? 'null') as (Items & { atMs: number }) | null
    const kept = await within(clock, limits.redisMs, signal, read).catch(() => null)
    if (!Array.isArray(kept?.items)) return { from: 'nothing' }
    return { from: 'copy', items: kept.items, ageMs: clock.now() - kept.atMs }
  }

  async function fill(part: SoftPart, product: string, signal: AbortSignal): Promise<Place> {
    const key = `copy:${part}:${product}`
    try {
      const found = await within(clock, limits.softMs, signal, (end) => ask<Items>(services[part], product, end))
      keep(key, found)
      return { from: 'service', items: found.items }
    } catch {
      // The page is over, which is no failure of this part.
      signal.throwIfAborted()
      countFallback(part)
      return findCopy(key, signal)
    }
  }

  return async (product, visitor) => {
    const over = new AbortController()
    const signal = visitor ? AbortSignal.any([over.signal, visitor]) : over.signal
    const find = <T>(part: HardPart) =>
      within(clock, limits.hardMs, signal, (end) => ask<T>(services[part], product, end))
    try {
      const [{ name }, { cents }, recommendations, reviews, questions] = await Promise.all([
        find<{ name: string }>('product'),
        find<{ cents: number }>('price'),
        fill('recommendations', product, signal),
        fill('reviews', product, signal),
        fill('questions', product, signal),
      ])
      return { name, cents, recommendations, reviews, questions }
    } finally {
      over.abort()
    }
  }
}

/** The result of `work`, which is told to stop, and waited for no longer, when the time or `signal` is over. */
async function within<T>(clock: Clock, ms: number, signal: AbortSignal, work: (end: AbortSignal) => Promise<T>) {
  const [limit, ended] = [new AbortController(), new AbortController()]
  void clock
    .sleep(ms, ended.signal)
    .then(() => limit.abort())
    .catch(() => {})
  const end = AbortSignal.any([limit.signal, signal])
  const stopped = new Promise<never>((_, reject) => end.addEventListener('abort', () => reject(end.reason)))
  return Promise.race([work(end), stopped]).finally(() => ended.abort())
}
