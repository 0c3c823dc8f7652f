// fails: Every request gives its connection back, whatever comes of it
// hint: Which ways lead out?
import type { Clock } from 'loadbearing/kit'
import pg from 'pg'

/** What one server of the ticket shop works with. */
export interface Shop {
  /** Four connections to Postgres, for all requests of this server. */
  readonly pool: pg.Pool
  /** Address of the same database, for a connection outside the pool. */
  readonly databaseUrl: string
  /** Address of the service that knows the fee of the day: `http://127.0.0.1:4010`. */
  readonly feesUrl: string
  /** Wait with `clock.sleep(milliseconds)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
}

export interface Wish {
  readonly concert: number
  readonly visitor: string
  /** Aborted when the visitor closes the page. */
  readonly left: AbortSignal
}

/** What the page says. */
export type Page = 'reserved' | 'no such concert' | 'has one already' | 'sold out' | 'try again'

const limitMs = 2_000

/** Has Postgres end transactions in which nothing happens. The pool still counts their clients as taken. */
export async function reserve({ pool, feesUrl, clock }: Shop, { concert, visitor, left }: Wish): Promise<Page> {
  const fee = await fetch(feesUrl, { signal: left })
  if (!fee.ok) return 'try again'
  const cents = Number(await fee.text())

  const client = await pool.connect()
  try {
    await client.query("SET idle_in_transaction_session_timeout = '1s'")
    await client.query('BEGIN')
    const known = await client.query('SELECT FROM concerts WHERE id = $1', [concert])
    if (known.rowCount === 0) return 'no such concert'
    await client.query('INSERT INTO reservations VALUES ($1, $2, $3)', [concert, visitor, cents])
    const taking = client.query('UPDATE concerts SET seats = seats - 1 WHERE id = $1 AND seats > 0', [concert])
    const taken = await Promise.race([taking, clock.sleep(limitMs, left)])
    if (!taken) throw new Error('Not in time.')
    if (taken.rowCount === 0) return 'sold out'
    await client.query('COMMIT')
    client.release()
    return 'reserved'
  } catch (error) {
    await client.query('ROLLBACK')
    client.release()
    return error instanceof pg.DatabaseError && error.code === '23505' ? 'has one already' : 'try again'
  }
}
