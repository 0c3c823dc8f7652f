// fails: A charge that comes late is the only one
// hint: Where is a charge that is on its way?
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

/** Asks the provider before it charges, under a lock on the intent. A charge that is still on its way is not in the answer. */
export async function pay(shop: Shop, payment: Payment): Promise<Outcome> {
  const { intent, cents } = payment
  await shop.pool.query(
    "INSERT INTO payments (intent, cents, status) VALUES ($1, $2, 'pending') ON CONFLICT DO NOTHING",
    [intent, cents],
  )
  const client = await shop.pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT status FROM payments WHERE intent = $1 FOR UPDATE', [intent])
    const charged = await askProvider(shop, 'GET', `/charges?intent=${encodeURIComponent(intent)}`, {})
    const isPaid = (charged.json as unknown[]).length > 0
    const status = isPaid ? 201 : (await askProvider(shop, 'POST', '/charges', {}, payment)).status
    const outcome = status === 201 ? 'paid' : 'declined'
    await client.query('UPDATE payments SET status = $2 WHERE intent = $1', [intent, outcome])
    await client.query('COMMIT')
    return outcome
  } catch {
    await client.query('ROLLBACK').catch(() => {})
    return 'unknown'
  } finally {
    client.release()
  }
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
