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

/** A breaker at payment, asked before anything is reserved. Calls go through one class that knows budget and time. */
export function createCheckout({ pool, clock, prices, stock, payment, loyalty }: Shop): Checkout {
  const caller = new Caller(clock)
  const breaker = new Breaker(clock)

  async function prepare({ order, item, signal }: Press, endMs: number): Promise<number | Outcome> {
    if (breaker.isOpen) return 'try again'
    const price = await caller.call(`${prices}/prices/${item}`, { signal }, endMs)
    if (price?.status !== 200) return 'try again'
    const request = { method: 'PUT', body: JSON.stringify({ item }), signal }
    const reserved = await caller.call(`${stock}/reservations/${order}`, request, endMs)
    if (reserved?.status === 410) return 'sold out'
    const { cents } = JSON.parse(price.text) as { cents: number }
    if (reserved?.status === 201) {
      await pool.query("INSERT INTO orders VALUES ($1, $2, $3, 'open')", [order, item, cents])
      // Looked at behind the row, so that not even its milliseconds are left out.
      if (!signal.aborted && endMs - clock.now() >= 500) return cents
    }
    await undo(order)
    return 'try again'
  }

  /** The row goes first: an order that is open is never without its stock. */
  async function undo(order: string): Promise<void> {
    await pool.query("UPDATE orders SET status = 'cancelled' WHERE id = $1", [order])
    await pool.query("DELETE FROM orders WHERE id = $1 AND status = 'cancelled'", [order])
    const request = { method: 'DELETE', signal: new AbortController().signal }
    caller.call(`${stock}/reservations/${order}`, request, clock.now() + 4_000).catch(() => {})
  }

  async function charge({ order, card }: Press, cents: number, endMs: number): Promise<Outcome> {
    const reply = await caller.call(
      `${payment}/charges`,
      {
        method: 'POST',
        headers: { 'idempotency-key': `order ${order}` },
        body: JSON.stringify({ order, cents, card }),
        signal: new AbortController().signal,
      },
      endMs,
      breaker,
    )
    if (reply?.status === 402) await undo(order)
    return reply?.status === 201 ? 'paid' : reply?.status === 402 ? 'declined' : 'unknown'
  }

  return async (press) => {
    const { order, waitsMs, signal } = press
    const endMs = clock.now() + waitsMs - 100
    const { rows } = await pool.query<Row>('SELECT cents, status FROM orders WHERE id = $1', [order])
    if (rows[0]?.status === 'paid') return { outcome: 'paid' }
    const cents = rows[0]?.cents ?? (await prepare(press, endMs))
    if (typeof cents === 'string') return { outcome: cents }
    const outcome = await charge(press, cents, endMs)
    if (outcome !== 'paid') return { outcome }
    await pool.query("UPDATE orders SET status = 'paid' WHERE id = $1", [order])
    const leftMs = Math.floor(Math.min(300, endMs - clock.now()))
    const request = { method: 'POST', body: JSON.stringify({ order }), signal }
    const booked = leftMs > 0 && (await askOnce(clock, `${loyalty}/points`, leftMs, request).catch(() => undefined))
    return booked && booked.status === 200
      ? { outcome, points: (JSON.parse(booked.text) as { points: number }).points }
      : { outcome }
  }
}

interface Row {
  readonly cents: number
  readonly status: string
}

/** Opens after five tries in a row without an answer, for five seconds. Then one may try. */
class Breaker {
  readonly #clock: Clock
  #failures = 0
  #openUntilMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isOpen(): boolean {
    return this.#failures >= 5 && this.#clock.now() < this.#openUntilMs
  }

  enter(): boolean {
    if (this.isOpen) return false
    if (this.#failures >= 5) this.#openUntilMs = this.#clock.now() + 5_000
    return true
  }

  leave(hasAnswered: boolean): void {
    this.#failures = hasAnswered ? 0 : this.#failures + 1
    if (this.#failures === 5) this.#openUntilMs = this.#clock.now() + 5_000
  }
}

/** Retries are a tenth of the requests of the last ten seconds, and ten more. */
class Caller {
  readonly #clock: Clock
  #requests: number[] = []
  #retries: number[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async call(url: string, request: RequestInit & { readonly signal: AbortSignal }, endMs: number, breaker?: Breaker) {
    this.#requests.push(this.#clock.now())
    for (let windowMs = 200; ; windowMs *= 2) {
      const leftMs = Math.min(1_000, Math.trunc(endMs - this.#clock.now()))
      if (leftMs < 1 || request.signal.aborted || breaker?.enter() === false) return undefined
      const reply = await askOnce(this.#clock, url, leftMs, request).catch(() => ({ status: 599, text: '' }))
      breaker?.leave(reply.status < 500)
      if (reply.status < 500 && reply.status !== 409) return reply
      const delayMs = Math.random() * windowMs
      if (this.#clock.now() + delayMs >= endMs || !this.#mayRetry()) return undefined
      await this.#clock.sleep(delayMs, request.signal).catch(() => {})
    }
  }

  #mayRetry(): boolean {
    const isRecent = (ms: number) => ms > this.#clock.now() - 10_000
    this.#requests = this.#requests.filter(isRecent)
    this.#retries = this.#retries.filter(isRecent)
    if (this.#retries.length >= 10 + this.#requests.length / 10) return false
    this.#retries.push(this.#clock.now())
    return true
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
