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

/**
 * Takes the provider's books for the truth: asks whether there is a charge for the intent, and only then sends one. The
 * key is needed all the same, because a charge that is on its way is in nobody's books yet.
 */
export async function pay(shop: Shop, payment: Payment): Promise<Outcome> {
  try {
    const charged = await askProvider(shop, 'GET', `/charges?intent=${encodeURIComponent(payment.intent)}`, {})
    if ((charged.json as unknown[]).length > 0) return await record(shop, payment, 'paid')
    const key = { 'idempotency-key': `charge-${payment.intent}` }
    const { status } = await askProvider(shop, 'POST', '/charges', key, payment)
    if (status === 201) return await record(shop, payment, 'paid')
    return status === 402 ? await record(shop, payment, 'declined') : 'unknown'
  } catch {
    return 'unknown'
  }
}

async function record({ pool }: Shop, { intent, cents }: Payment, outcome: Outcome): Promise<Outcome> {
  await pool.query(
    'INSERT INTO payments (intent, cents, status) VALUES ($1, $2, $3) ON CONFLICT (intent) DO UPDATE SET status = $3',
    [intent, cents, outcome],
  )
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
