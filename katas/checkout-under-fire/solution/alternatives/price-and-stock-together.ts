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

class End extends Error {
  readonly outcome: Outcome

  constructor(outcome: Outcome) {
    super(outcome)
    this.outcome = outcome
  }
}

type Send = (method: string, url: string, body: object | undefined, more: More) => Promise<Reply>

interface More {
  readonly signal?: AbortSignal
  readonly key?: string
  readonly isOnce?: boolean
}

interface Reply {
  readonly status: number
  readonly text: string
}

/** Asks for price and stock at once. What ends an order early is thrown, and undone in one place. */
export function createCheckout(shop: Shop): Checkout {
  const { pool, clock } = shop
  const budget = { left: 15 }
  const places = { free: 8 }

  async function begin({ order, item, signal }: Press, send: Send, leftMs: () => number): Promise<number> {
    const other = new AbortController()
    const both = { signal: AbortSignal.any([signal, other.signal]) }
    let cents: number
    try {
      const [price, reserved] = await Promise.all([
        send('GET', `${shop.prices}/prices/${item}`, undefined, both),
        send('PUT', `${shop.stock}/reservations/${order}`, { item }, both),
      ])
      if (reserved.status === 410) throw new End('sold out')
      if (price.status !== 200 || reserved.status !== 201 || signal.aborted || leftMs() < 500)
        throw new End('try again')
      cents = (JSON.parse(price.text) as { cents: number }).cents
    } catch (error) {
      other.abort()
      giveBack(order)
      throw error instanceof End ? error : new End('try again')
    }
    // Outside of the block above: if its reply is lost, the row may be there, and then the stock is not to be given back.
    await pool.query("INSERT INTO orders VALUES ($1, $2, $3, 'open')", [order, item, cents])
    return cents
  }

  function giveBack(order: string): void {
    const send = sender(clock, budget, clock.now() + 10_000)
    send('DELETE', `${shop.stock}/reservations/${order}`, undefined, {}).catch(() => {})
  }

  async function settle({ order, card }: Press, cents: number, send: Send): Promise<void> {
    const reply = await send('POST', `${shop.payment}/charges`, { order, cents, card }, { key: order }).catch(() => {
      throw new End('unknown')
    })
    if (reply.status === 402) {
      await pool.query("UPDATE orders SET status = 'declined' WHERE id = $1", [order])
      giveBack(order)
      throw new End('declined')
    }
    if (reply.status !== 201) throw new End('unknown')
    await pool.query("UPDATE orders SET status = 'paid' WHERE id = $1", [order])
  }

  async function run(press: Press): Promise<{ outcome: Outcome; points?: number }> {
    const endMs = clock.now() + press.waitsMs - 30
    const found = await pool.query<{ cents: number; status: string }>('SELECT * FROM orders WHERE id = $1', [
      press.order,
    ])
    const row = found.rows.find(({ status }) => status !== 'declined')
    if (found.rows[0] && !row) throw new End('declined')
    if (row?.status === 'paid') return { outcome: 'paid' }
    if (places.free === 0) throw new End(row ? 'unknown' : 'try again')
    places.free -= 1
    const send = sender(clock, budget, endMs)
    try {
      const cents = row?.cents ?? (await begin(press, send, () => endMs - clock.now()))
      await settle(press, cents, send)
    } finally {
      places.free += 1
    }
    const soft = sender(clock, budget, Math.min(endMs, clock.now() + 250))
    const more = { signal: press.signal, isOnce: true }
    const booked = await soft('POST', `${shop.loyalty}/points`, { order: press.order }, more).catch(() => undefined)
    return { outcome: 'paid', ...(booked?.status === 200 && (JSON.parse(booked.text) as { points: number })) }
  }

  return (press) =>
    run(press).catch((error: unknown) => {
      if (error instanceof End) return { outcome: error.outcome }
      throw error
    })
}

/** Sends within a time, and again where that may end better. Rejects when nothing certain has come of it. */
function sender(clock: Clock, budget: { left: number }, endMs: number): Send {
  return async (method, url, body, { signal = new AbortController().signal, key, isOnce = false }) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key }
    const request = { method, headers, signal, ...(body && { body: JSON.stringify(body) }) }
    budget.left = Math.min(15, budget.left + 0.15)
    for (let nth = 0; ; nth += 1) {
      signal.throwIfAborted()
      const ms = Math.floor(Math.min(800, endMs - clock.now()))
      if (ms < 1) throw new DOMException('No time is left.', 'TimeoutError')
      const reply = await askOnce(clock, url, ms, request).catch(() => ({ status: 504, text: '' }))
      const isAnswer = reply.status < 500 && reply.status !== 409
      const delayMs = Math.random() * 200 * 2 ** nth
      if (isAnswer || isOnce || budget.left < 1 || clock.now() + delayMs >= endMs) return reply
      budget.left -= 1
      await clock.sleep(delayMs, signal)
    }
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
