import type { Redis } from 'ioredis'
import type { Clock } from 'loadbearing/kit'

/** Without the hard parts there is nothing to sell. Without the soft ones the page sells a little less. */
export type HardPart = 'product' | 'price'
export type SoftPart = 'recommendations' | 'reviews' | 'questions'

/** What one process of the shop works with. */
export interface Shop {
  /** Each part is a service of its own: `GET <its address>?product=<id>`. */
  readonly services: Readonly<Record<HardPart | SoftPart, string>>
  /** This process's connection to the Redis that all share. It may be slow, silent or gone. */
  readonly redis: Redis
  /** The only source of time: the tests own it. */
  readonly clock: Clock
  /** Counts a place on a page that its service did not fill. Somebody is alerted by it. */
  readonly countFallback: (part: SoftPart) => void
}

/** What stands in the place of a soft part. */
export type Place =
  | { readonly from: 'service'; readonly items: readonly string[] }
  | { readonly from: 'copy'; readonly items: readonly string[]; readonly ageMs: number }
  | { readonly from: 'nothing' }

export type Page = Readonly<Record<SoftPart, Place>> & { readonly name: string; readonly cents: number }

/** Resolves with the page of a product. Rejects when there is no page, and when `signal` is aborted. */
export type Homepage = (product: string, signal?: AbortSignal) => Promise<Page>

/** How long a page waits for the hard parts, for the soft parts, and after that for Redis. */
export const limits = { hardMs: 1_000, softMs: 300, redisMs: 100 }

/** How old a copy may be that somebody is shown. */
export const oldestCopyMs = 3_600_000

/** What the service of a part answers. Throws unless that is a 200 with JSON. */
export async function ask<T>(address: string, product: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(`${address}?product=${product}`, signal ? { signal } : {})
  if (response.status !== 200) throw new Error(`The service answered ${response.status}.`)
  return (await response.json()) as T
}

export function createHomepage({ services }: Shop): Homepage {
  return async (product, signal) => {
    // TODO: the slowest of five services decides when there is a page, and the one that is down, whether.
    const find = async <T>(part: HardPart | SoftPart) => ask<T>(services[part], product, signal)
    const fill = async (part: SoftPart) => ({ from: 'service', ...(await find<{ items: string[] }>(part)) }) as const
    const [hard, recommendations, reviews, questions] = await Promise.all([
      Promise.all([find<{ name: string }>('product'), find<{ cents: number }>('price')]),
      fill('recommendations'),
      fill('reviews'),
      fill('questions'),
    ])
    return { name: hard[0].name, cents: hard[1].cents, recommendations, reviews, questions }
  }
}
