import type { Clock } from 'loadbearing/kit'
import type { Pool, PoolClient } from 'pg'

/** What one server of the wallet works with. */
export interface Service {
  readonly pool: Pool
  readonly clock: Clock
}

export interface ApiRequest {
  /** Who asks. The login has been checked. */
  readonly customer: string
  readonly method: string
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly body: string
}

/** Of another team. It does its work with `client`, in a transaction that you begin and end. */
export type Handler = (request: ApiRequest, client: PoolClient) => Promise<Answer>

export const schema = `
  CREATE TABLE answers (
    customer text, key text, request json, status integer, body text, at_ms bigint,
    PRIMARY KEY (customer, key)
  )`

const dayMs = 24 * 60 * 60 * 1_000
const find = 'SELECT request, status, body FROM answers WHERE customer = $1 AND key = $2 AND at_ms > $3'
const store = `
  INSERT INTO answers VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (customer, key)
  DO UPDATE SET request = $3, status = $4, body = $5, at_ms = $6`

/** An advisory lock on the key, held by the transaction. The table has finished requests alone. */
export function onceByKey({ pool, clock }: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const { customer, headers } = request
    const key = headers['idempotency-key'] ?? ''
    if (key === '') return { status: 400, body: 'An Idempotency-Key is needed.' }
    const asked = JSON.stringify([request.method, request.path, request.body])
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const locked = await client.query<{ ours: boolean }>(
        'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS ours',
        [JSON.stringify([customer, key])],
      )
      if (!locked.rows[0]?.ours) return { status: 409, body: 'In progress.' }
      const { rows } = await client.query(find, [customer, key, clock.now() - dayMs])
      if (rows[0] && JSON.stringify(rows[0].request) !== asked) return { status: 422, body: 'Another request.' }
      if (rows[0]) return { status: rows[0].status, body: rows[0].body }
      const answer = await handler(request, client)
      if (answer.status >= 500) return answer
      await client.query(store, [customer, key, asked, answer.status, answer.body, clock.now()])
      await client.query('COMMIT')
      return answer
    } finally {
      // After a COMMIT it does nothing. It ends every other way out.
      await client.query('ROLLBACK').catch(() => {})
      client.release()
    }
  }
}

/** A job calls it every few minutes. */
export async function sweep({ pool, clock }: Service): Promise<void> {
  await pool.query('DELETE FROM answers WHERE at_ms <= $1', [clock.now() - dayMs])
}
