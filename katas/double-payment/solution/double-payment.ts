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

/** What the provider's word means. Whatever it does not say plainly stays open. */
const outcomes: Readonly<Record<number, Outcome>> = { 201: 'paid', 402: 'declined' }

/** Charges the customer for one intent, and says what came of it within 30 seconds. */
export async function pay(shop: Shop, payment: Payment): Promise<Outcome> {
  // The intent is the same in every attempt, on every server and after every crash. So is the key.
  const key = { 'idempotency-key': payment.intent }
  const reply = await askProvider(shop, 'POST', '/charges', key, payment).catch(() => undefined)
  // Without a reply the charge may have been made or not. Asking again with the same key finds out.
  const outcome = outcomes[reply?.status ?? 0] ?? 'unknown'
  if (outcome !== 'unknown') await record(shop, payment, outcome)
  return outcome
}

async function record({ pool }: Shop, { intent, cents }: Payment, outcome: Outcome): Promise<void> {
  await pool.query(
    'INSERT INTO payments (intent, cents, status) VALUES ($1, $2, $3) ON CONFLICT (intent) DO UPDATE SET status = $3',
    [intent, cents, outcome],
  )
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
