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

/** What your tables need. It is run once, when the wallet is set up. */
export const schema = `
  CREATE TABLE answers (
    key text
  )`

/** Puts itself in front of a handler: a request that comes again with its `Idempotency-Key` does its work once. */
export function onceByKey({ pool }: Service, handler: Handler): (request: ApiRequest) => Promise<Answer> {
  return async (request) => {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      // TODO: the header is in the documentation, the apps send it, and nobody reads it.
      const answer = await handler(request, client)
      await client.query('COMMIT')
      return answer
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }
}

/** A job calls it every few minutes. TODO: nothing of a key stays when its day is over. */
export async function sweep(_service: Service): Promise<void> {}
