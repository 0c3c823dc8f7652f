// fails: When the time is over or the caller has left, nobody works on
// hint: Whose leaving ends what?
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

const keptBackMs = 50
const chargeNeedsMs = 500
const loyaltyMs = 300
/** At 25 customers a second and a second for each, less than half of those whom a silent payment keeps waiting. */
const mostCharging = 10
/** Of somebody who does not leave. */
const stays = new AbortController().signal

/** All customers of one process go through what this returns. */
export function createCheckout({ pool, clock, prices, stock, payment, loyalty }: Shop): Checkout {
  const ask = createAsk(clock)
  let charging = 0

  /** A bulkhead. Who finds it full is told so before anything is reserved. */
  async function atPayment(whenFull: Outcome, work: () => Promise<Outcome>): Promise<Outcome> {
    if (charging >= mostCharging) return whenFull
    charging += 1
    return work().finally(() => {
      charging -= 1
    })
  }

  async function buy(press: Press, untilMs: number): Promise<Outcome> {
    const price = await ask('GET', `${prices}/prices/${press.item}`, { untilMs, signal: press.signal })
    if (price?.status !== 200) return 'try again'
    const { cents } = JSON.parse(price.text) as { cents: number }
    return atPayment('try again', () => reserveAndCharge(press, cents, untilMs))
  }

  async function reserveAndCharge(press: Press, cents: number, untilMs: number): Promise<Outcome> {
    const { order, item, signal } = press
    const reserved = await ask('PUT', `${stock}/reservations/${order}`, { body: { item }, untilMs, signal })
    if (reserved?.status === 410) return 'sold out'
    if (reserved?.status !== 201 || signal.aborted || untilMs - clock.now() < chargeNeedsMs) {
      // Without a reply it may be reserved all the same.
      giveBack(order)
      return 'try again'
    }
    await pool.query("INSERT INTO orders VALUES ($1, $2, $3, 'open')", [order, item, cents])
    return charge(press, cents, untilMs)
  }

  /** The customer's signal goes along everywhere, as one is told to do. */
  async function charge({ order, card, signal }: Press, cents: number, untilMs: number): Promise<Outcome> {
    const [headers, body] = [{ 'idempotency-key': order }, { order, cents, card }]
    const reply = await ask('POST', `${payment}/charges`, { headers, body, untilMs, signal })
    if (reply?.status === 402) {
      await pool.query('DELETE FROM orders WHERE id = $1', [order])
      giveBack(order)
      return 'declined'
    }
    if (reply?.status !== 201) return 'unknown'
    await pool.query("UPDATE orders SET status = 'paid' WHERE id = $1", [order])
    return 'paid'
  }

  /** On its own time and its own signal: the customer's may be what has ended. */
  function giveBack(order: string): void {
    void ask('DELETE', `${stock}/reservations/${order}`, { untilMs: clock.now() + 5_000, signal: stays })
  }

  /** One try, since it books again what comes again. Whatever comes of it, the order is paid. */
  async function bookPoints({ order, signal }: Press, untilMs: number): Promise<{ points?: number }> {
    const softUntilMs = Math.min(untilMs, clock.now() + loyaltyMs)
    const reply = await ask('POST', `${loyalty}/points`, { body: { order }, untilMs: softUntilMs, signal, tries: 1 })
    return reply?.status === 200 ? (JSON.parse(reply.text) as { points: number }) : {}
  }

  return async (press) => {
    const untilMs = clock.now() + press.waitsMs - keptBackMs
    const { rows } = await pool.query<Row>('SELECT cents, status FROM orders WHERE id = $1', [press.order])
    const [known] = rows
    if (known?.status === 'paid') return { outcome: 'paid' }
    const outcome = known
      ? await atPayment('unknown', () => charge(press, known.cents, untilMs))
      : await buy(press, untilMs)
    return { outcome, ...(outcome === 'paid' && (await bookPoints(press, untilMs))) }
  }
}

interface Row {
  readonly cents: number
  readonly status: string
}

interface Request {
  readonly headers?: Record<string, string>
  readonly body?: unknown
  readonly untilMs: number
  readonly signal: AbortSignal
  readonly tries?: number
}

const tryMs = 1_000
const windowMs = 200
const retriesPerRequest = 0.2
const reserve = 10

/** Asks until there is an answer. Undefined: nobody knows whether it was done. One budget of retries for all. */
function createAsk(clock: Clock) {
  let coins = reserve
  return async (method: string, url: string, { untilMs, tries = 3, body, ...more }: Request) => {
    const request = { method, ...more, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    coins = Math.min(reserve, coins + retriesPerRequest)
    for (let attempt = 1; ; attempt += 1) {
      const leftMs = Math.floor(Math.min(tryMs, untilMs - clock.now()))
      if (leftMs <= 0 || more.signal.aborted) return undefined
      const reply = await askOnce(clock, url, leftMs, request).catch(() => undefined)
      if (reply && reply.status < 500 && reply.status !== 409) return reply
      const delayMs = Math.random() * windowMs * 2 ** (attempt - 1)
      if (attempt === tries || coins < 1 || clock.now() + delayMs >= untilMs) return undefined
      coins -= 1
      await clock.sleep(delayMs, more.signal).catch(() => {})
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
