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

/**
 * Reserves a seat, and says what came of it within two seconds. The visitor stops waiting; the work goes on without him
 * until Postgres ends its statement, rolls back, and only then gives its client to the next.
 */
export async function reserve(shop: Shop, wish: Wish): Promise<Page> {
  const [over, ended] = [new AbortController(), new AbortController()]
  const gone = AbortSignal.any([over.signal, wish.left])
  const tooLate = shop.clock.sleep(limitMs, AbortSignal.any([ended.signal, wish.left])).then(
    () => over.abort(),
    () => {},
  )
  const work = workUntilTheEnd(shop, wish, gone).catch((error: unknown): Page => {
    return error instanceof pg.DatabaseError && error.code === '23505' ? 'has one already' : 'try again'
  })
  const page = await Promise.race([work, tooLate.then((): Page => 'try again')])
  ended.abort()
  return page
}

async function workUntilTheEnd({ pool, feesUrl }: Shop, { concert, visitor }: Wish, gone: AbortSignal): Promise<Page> {
  const response = await fetch(feesUrl, { signal: gone })
  const text = await response.text()
  if (!response.ok) return 'try again'
  const client = await pool.connect()
  try {
    gone.throwIfAborted()
    await client.query('BEGIN')
    await client.query(`SET LOCAL statement_timeout = ${limitMs}`)
    const known = await client.query('SELECT FROM concerts WHERE id = $1', [concert])
    if (known.rowCount === 0) return 'no such concert'
    await client.query('INSERT INTO reservations VALUES ($1, $2, $3)', [concert, visitor, Number(text)])
    const taken = await client.query('UPDATE concerts SET seats = seats - 1 WHERE id = $1 AND seats > 0', [concert])
    if (taken.rowCount === 0) return 'sold out'
    gone.throwIfAborted()
    await client.query('COMMIT')
    return 'reserved'
  } finally {
    // After a COMMIT it does nothing but cost a round trip.
    const isBroken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    )
    client.release(isBroken)
  }
}
