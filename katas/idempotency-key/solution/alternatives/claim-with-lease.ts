import { createHash, randomUUID } from 'node:crypto'
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
    customer text, key text, request text, owner uuid, leased_until timestamptz, over_at timestamptz,
    status integer, body text, PRIMARY KEY (customer, key)
  )`

/** Takes a key that is new, or over, or whose server has not come back for the same request. */
const claim = `
  INSERT INTO answers VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (customer, key)
  DO UPDATE SET request = $3, owner = $4, leased_until = $5, over_at = $6, status = NULL, body = NULL
  WHERE answers.over_at <= $7 OR (answers.status IS NULL AND answers.leased_until <= $7 AND answers.request = $3)`
const find = 'SELECT request, status, body FROM answers WHERE customer = $1 AND key = $2'

/** A claim that everybody sees, for 30 seconds. Nobody waits: who comes meanwhile is told 409. */
export function onceByKey({ pool, clock }: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const { customer, method, path, body, headers } = request
    const key = headers['idempotency-key']
    if (!key) return { status: 400, body: 'An Idempotency-Key is needed.' }
    const print = createHash('sha256')
      .update(JSON.stringify([method, path, body]))
      .digest('base64')
    const owner = randomUUID()
    const [now, leased, over] = [0, 30_000, 86_400_000].map((ms) => new Date(clock.now() + ms))
    const claimed = await pool.query(claim, [customer, key, print, owner, leased, over, now])
    if (claimed.rowCount === 1) return work(pool, owner, (client) => handler(request, client))
    const { rows } = await pool.query<Answer & { request: string }>(find, [customer, key])
    if (rows[0] && rows[0].request !== print) return { status: 422, body: 'This key belongs to another request.' }
    return rows[0]?.status ? { status: rows[0].status, body: rows[0].body } : { status: 409, body: 'In progress.' }
  }
}

/** The work, and its answer if the key is still ours, in one transaction. */
async function work(pool: Pool, owner: string, handle: (client: PoolClient) => Promise<Answer>): Promise<Answer> {
  const client = await pool.connect()
  let isKept = false
  try {
    await client.query('BEGIN')
    const answer = await handle(client)
    if (answer.status >= 500) return answer
    const store = 'UPDATE answers SET status = $2, body = $3 WHERE owner = $1'
    const stored = await client.query(store, [owner, answer.status, answer.body])
    if (stored.rowCount === 0) return { status: 409, body: 'Another server has taken over.' }
    await client.query('COMMIT')
    isKept = true
    return answer
  } finally {
    if (!isKept) {
      await client.query('ROLLBACK').catch(() => {})
      await client.query('DELETE FROM answers WHERE owner = $1 AND status IS NULL', [owner]).catch(() => {})
    }
    client.release()
  }
}

/** A job calls it every few minutes. */
export async function sweep({ pool, clock }: Service): Promise<void> {
  await pool.query('DELETE FROM answers WHERE over_at <= $1', [new Date(clock.now())])
}
