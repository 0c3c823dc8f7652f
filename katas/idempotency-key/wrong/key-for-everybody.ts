// fails: A key stands for one request of one customer, and for its one answer
// hint: What do you have to remember, and of whom?
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
    key text PRIMARY KEY, request text NOT NULL, expires_at timestamptz NOT NULL, status integer, body text
  )`

/** Keys are random, says the documentation. So they are unique among all customers. */
const claim = `
  INSERT INTO answers VALUES ($1, $2, $3) ON CONFLICT (key)
  DO UPDATE SET request = $2, expires_at = $3, status = NULL, body = NULL WHERE answers.expires_at <= $4`

export function onceByKey({ pool, clock }: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const key = request.headers['idempotency-key']
    if (!key) return { status: 400, body: 'An Idempotency-Key is needed.' }
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const answer = await answerOnce(client, clock, key, request, handler)
      // A failure takes the claim with it, and the work.
      await client.query(answer.status < 500 ? 'COMMIT' : 'ROLLBACK')
      return answer
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }
}

async function answerOnce(client: PoolClient, clock: Clock, key: string, request: ApiRequest, handler: Handler) {
  const print = fingerprint(request)
  const [now, over] = [new Date(clock.now()), new Date(clock.now() + 24 * 3_600_000)]
  const claimed = await client.query(claim, [key, print, over, now])
  if (claimed.rowCount === 0) return known(client, key, print)
  const answer = await handler(request, client)
  const store = 'UPDATE answers SET status = $2, body = $3 WHERE key = $1'
  await client.query(store, [key, answer.status, answer.body])
  return answer
}

async function known(client: PoolClient, key: string, print: string): Promise<Answer> {
  const find = 'SELECT request, status, body FROM answers WHERE key = $1'
  const { rows } = await client.query<Answer & { request: string }>(find, [key])
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
