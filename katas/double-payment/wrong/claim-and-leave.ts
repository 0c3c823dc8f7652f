// fails: An unknown outcome is settled by asking again, also after a crash
// hint: Who goes on when you are gone?
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

const outcomes: Readonly<Record<number, Outcome>> = { 201: 'paid', 402: 'declined' }

/** Whoever writes the row first works on the intent, and the others keep away. A crash leaves the row, and nobody to work. */
export async function pay(shop: Shop, payment: Payment): Promise<Outcome> {
  const { intent, cents } = payment
  const claimed = await shop.pool.query(
    "INSERT INTO payments (intent, cents, status) VALUES ($1, $2, 'pending') ON CONFLICT DO NOTHING",
    [intent, cents],
  )
  if (claimed.rowCount === 0) {
    const { rows } = await shop.pool.query<{ status: string }>('SELECT status FROM payments WHERE intent = $1', [
      intent,
    ])
    const status = rows[0]?.status
    return status === 'paid' || status === 'declined' ? status : 'unknown'
  }
  const key = { 'idempotency-key': intent }
  const reply = await askProvider(shop, 'POST', '/charges', key, payment).catch(() => undefined)
  const outcome = outcomes[reply?.status ?? 0]
  if (outcome === undefined) await shop.pool.query('DELETE FROM payments WHERE intent = $1', [intent])
  else await shop.pool.query('UPDATE payments SET status = $2 WHERE intent = $1', [intent, outcome])
  return outcome ?? 'unknown'
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
