// fails: Two requests of one key work once, in whatever order they run
// hint: Who may begin?
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

/** Another server may have been quicker, and then the row is there. */
const store = `
  INSERT INTO answers VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (customer, key) DO NOTHING`

export function onceByKey({ pool, clock }: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const key = request.headers['idempotency-key']
    if (!key) return { status: 400, body: 'An Idempotency-Key is needed.' }
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      const answer = await answerOnce(client, clock, [request.customer, key], request, handler)
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

type Name = readonly [customer: string, key: string]

/** Looks the key up. If it is new, the work and its answer are one transaction. */
async function answerOnce(client: PoolClient, clock: Clock, name: Name, request: ApiRequest, handler: Handler) {
  const print = fingerprint(request)
  const [now, over] = [new Date(clock.now()), new Date(clock.now() + 24 * 3_600_000)]
  await client.query('DELETE FROM answers WHERE customer = $1 AND key = $2 AND expires_at <= $3', [...name, now])
  const find = 'SELECT request, status, body FROM answers WHERE customer = $1 AND key = $2'
  const { rows } = await client.query<Answer & { request: string }>(find, [...name])
  if (rows[0] && rows[0].request !== print) return { status: 422, body: 'This key belongs to another request.' }
  if (rows[0]) return { status: rows[0].status, body: rows[0].body }
  const answer = await handler(request, client)
  await client.query(store, [...name, print, over, answer.status, answer.body])
  return answer
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
