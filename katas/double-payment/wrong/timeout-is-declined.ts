// fails: A caller hears paid or declined only when it is so
// hint: What do you know when no reply has come?
import type { Clock } from 'loadbearing/kit'
import type { Pool } from 'pg'

/** What one server of the shop works with. */
export interface Shop {
  readonly pool: Pool
  /** Address of the payment provider: `http://127.0.0.1:4010`. */
  readonly provider: string
  /** Wait with `clock.sleep(milliseconds)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
}

export interface Payment {
  /** Made by the checkout page when the customer first presses "pay". It stays the same when the page asks again. */
  readonly intent: string
  readonly cents: number
  readonly card: string
}

export type Outcome = 'paid' | 'declined' | 'unknown'

/** Charges once, thanks to the key. Whatever is not a success, a lost reply included, it calls declined. */
export async function pay(shop: Shop, payment: Payment): Promise<Outcome> {
  const { intent, cents } = payment
  const known = await shop.pool.query<{ status: Outcome }>('SELECT status FROM payments WHERE intent = $1', [intent])
  if (known.rows[0] !== undefined) return known.rows[0].status

  const key = { 'idempotency-key': intent }
  const reply = await askProvider(shop, 'POST', '/charges', key, payment).catch(() => undefined)
  const outcome = reply?.status === 201 ? 'paid' : 'declined'
  await shop.pool.query('INSERT INTO payments (intent, cents, status) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    intent,
    cents,
    outcome,
  ])
  return outcome
}

/** One request to the provider. Rejects when no reply has come after 10 seconds, or the connection breaks. */
async function askProvider(shop: Shop, method: string, path: string, headers: Record<string, string>, body?: unknown) {
  const [answered, givenUp] = [new AbortController(), new AbortController()]
  shop.clock.sleep(10_000, answered.signal).then(
    () => givenUp.abort(new Error('The provider has not answered for 10 seconds.')),
    () => {},
  )
  try {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(shop.provider + path, { method, headers, signal: givenUp.signal, ...sent })
    return { status: response.status, json: (await response.json()) as unknown }
  } finally {
    answered.abort()
  }
}
