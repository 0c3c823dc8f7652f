import { randomUUID } from 'node:crypto'
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

/**
 * Writes down the intent with a key of its own before it charges, so that whoever comes after uses the same key. The row
 * also says which payments are open: a job can settle them without the customer.
 */
export async function pay(shop: Shop, payment: Payment): Promise<Outcome> {
  const { intent, cents } = payment
  await shop.pool.query(
    "INSERT INTO payments (intent, cents, status, key) VALUES ($1, $2, 'pending', $3) ON CONFLICT DO NOTHING",
    [intent, cents, randomUUID()],
  )
  const { rows } = await shop.pool.query<Row>('SELECT status, key FROM payments WHERE intent = $1', [intent])
  const [row] = rows
  if (row === undefined) return 'unknown'
  if (row.status !== 'pending') return row.status

  const key = { 'idempotency-key': row.key }
  const reply = await askProvider(shop, 'POST', '/charges', key, payment).catch(() => undefined)
  const outcome = outcomes[reply?.status ?? 0] ?? 'unknown'
  if (outcome !== 'unknown')
    await shop.pool.query('UPDATE payments SET status = $2 WHERE intent = $1', [intent, outcome])
  return outcome
}

interface Row {
  readonly status: Outcome | 'pending'
  readonly key: string
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
