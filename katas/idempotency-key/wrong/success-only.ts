// fails: A refusal is kept, and a failure leaves neither work nor answer
// hint: Which answers are final?
import { createHash } from 'node:crypto'
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
    customer text, key text, request text NOT NULL, expires_at timestamptz NOT NULL, status integer, body text,
    PRIMARY KEY (customer, key)
  )`

/** One statement takes the key if it is new or over. Whoever comes meanwhile waits here for the end of the transaction. */
const claim = `
  INSERT INTO answers VALUES ($1, $2, $3, $4) ON CONFLICT (customer, key)
  DO UPDATE SET request = $3, expires_at = $4, status = NULL, body = NULL WHERE answers.expires_at <= $5`

export function onceByKey({ pool, clock }: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const key = request.headers['idempotency-key']
    if (!key) return { status: 400, body: 'An Idempotency-Key is needed.' }
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const answer = await answerOnce(client, clock, [request.customer, key], request, handler)
      // Whatever is no success can be tried again.
      await client.query(answer.status < 400 ? 'COMMIT' : 'ROLLBACK')
      return answer
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }
}

type Name = readonly [customer: string, key: string]

async function answerOnce(client: PoolClient, clock: Clock, name: Name, request: ApiRequest, handler: Handler) {
  const print = fingerprint(request)
  const [now, over] = [new Date(clock.now()), new Date(clock.now() + 24 * 3_600_000)]
  const claimed = await client.query(claim, [...name, print, over, now])
  if (claimed.rowCount === 0) return known(client, name, print)
  const answer = await handler(request, client)
  const store = 'UPDATE answers SET status = $3, body = $4 WHERE customer = $1 AND key = $2'
  await client.query(store, [...name, answer.status, answer.body])
  return answer
}

async function known(client: PoolClient, name: Name, print: string): Promise<Answer> {
  const find = 'SELECT request, status, body FROM answers WHERE customer = $1 AND key = $2'
  const { rows } = await client.query<Answer & { request: string }>(find, [...name])
  if (rows[0]?.request !== print) return { status: 422, body: 'This key belongs to another request.' }
  return { status: rows[0].status, body: rows[0].body }
}

function fingerprint({ method, path, body }: ApiRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, body]))
    .digest('base64')
}

/** A job calls it every few minutes. */
export async function sweep({ pool, clock }: Service): Promise<void> {
  await pool.query('DELETE FROM answers WHERE expires_at <= $1', [new Date(clock.now())])
}
