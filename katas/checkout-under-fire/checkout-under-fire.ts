import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one process of the shop works with. `prices` to `loyalty` are addresses: `http://127.0.0.1:4010`. */
export interface Shop {
  /** Five connections for all pages. Table: `orders (id text primary key, item text, cents integer, status text)`. */
  readonly pool: Pool
  /** The only source of time: the tests own it. */
  readonly clock: Clock
  readonly prices: string
  readonly stock: string
  readonly payment: string
  readonly loyalty: string
}

/** A customer presses "buy". */
export interface Press {
  /** Made by the page. It stays the same when the customer presses again. */
  readonly order: string
  readonly item: string
  readonly card: string
  /** How long the customer waits from now on. */
  readonly waitsMs: number
  /** Aborted when the customer leaves. */
  readonly signal: AbortSignal
}

export type Outcome = 'paid' | 'declined' | 'sold out' | 'try again' | 'unknown'

/** Resolves with what the page shows. An error that you let through is shown as `unknown`. */
export type Checkout = (press: Press) => Promise<{ readonly outcome: Outcome; readonly points?: number }>

/** All customers of one process go through what this returns. */
export function createCheckout({ pool, clock, prices, stock, payment, loyalty }: Shop): Checkout {
  return async ({ order, item, card, signal }) => {
    // TODO: this is right as long as all four answer, each at once, and the customer stays.
    const ask = (method: string, url: string, body?: unknown) =>
      askOnce(clock, url, 1_000, { method, signal, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const { cents } = JSON.parse((await ask('GET', `${prices}/prices/${item}`)).text) as { cents: number }
    const reserved = await ask('PUT', `${stock}/reservations/${order}`, { item })
    if (reserved.status === 410) return { outcome: 'sold out' }
    const charged = await ask('POST', `${payment}/charges`, { order, cents, card })
    if (charged.status !== 201) return { outcome: 'declined' }
    await pool.query("INSERT INTO orders VALUES ($1, $2, $3, 'paid')", [order, item, cents])
    const booked = await ask('POST', `${loyalty}/points`, { order })
    return { outcome: 'paid', ...(JSON.parse(booked.text) as { points: number }) }
  }
}

/** One try. Rejects when there is no whole answer within `ms`, the connection breaks, or `signal` is aborted. */
async function askOnce(clock: Clock, url: string, ms: number, request: RequestInit & { readonly signal: AbortSignal }) {
  const [limit, answered] = [new AbortController(), new AbortController()]
  clock.sleep(ms, answered.signal).then(
    () => limit.abort(),
    () => {},
  )
  try {
    const signal = AbortSignal.any([limit.signal, request.signal])
    const headers = { ...request.headers, 'x-time-left-ms': `${ms}` }
    const response = await fetch(url, { ...request, headers, signal })
    return { status: response.status, text: await response.text() }
  } finally {
    answered.abort()
  }
}
