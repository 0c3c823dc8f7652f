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
    customer text, key text, request text, status integer, body text, expires_at timestamptz,
    PRIMARY KEY (customer, key)
  )`

const find = 'SELECT request, status, body FROM answers WHERE customer = $1 AND key = $2 AND expires_at > $3'
const store = `
  INSERT INTO answers VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (customer, key)
  DO UPDATE SET request = $3, status = $4, body = $5, expires_at = $6 WHERE answers.expires_at <= $7`

/** Both may begin. Who stores the answer first has done the work, and the other one takes its own back. */
export function onceByKey(service: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const key = request.headers['idempotency-key']
    if (!key) return { status: 400, body: 'An Idempotency-Key is needed.' }
    for (;;) {
      const answer = await attempt(service, request, key, handler)
      if (answer !== 'too late') return answer
    }
  }
}

async function attempt({ pool, clock }: Service, request: ApiRequest, key: string, handler: Handler) {
  const { customer } = request
  const asked = [request.method, request.path, request.body].join('\n')
  const [now, end] = [new Date(clock.now()), new Date(clock.now() + 86_400_000)]
  const { rows } = await pool.query<Answer & { request: string }>(find, [customer, key, now])
  if (rows[0]?.request === asked) return { status: rows[0].status, body: rows[0].body }
  if (rows[0]) return { status: 422, body: 'This key belongs to another request.' }
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const answer = await handler(request, client)
    const isKept = answer.status < 500
    const stored = isKept && (await client.query(store, [customer, key, asked, answer.status, answer.body, end, now]))
    if (stored && stored.rowCount === 0) return 'too late'
    if (stored) await client.query('COMMIT')
    return answer
  } finally {
    await client.query('ROLLBACK').catch(() => {})
    client.release()
  }
}

/** A job calls it every few minutes. */
export async function sweep({ pool, clock }: Service): Promise<void> {
  await pool.query('DELETE FROM answers WHERE expires_at <= $1', [new Date(clock.now())])
}
