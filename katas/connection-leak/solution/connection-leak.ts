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

export type Page = 'reserved' | 'no such concert' | 'has one already' | 'sold out' | 'try again'

const limitMs = 2_000

/** Reserves a seat, and says what came of it within two seconds. */
export async function reserve(shop: Shop, wish: Wish): Promise<Page> {
  const [over, ended] = [new AbortController(), new AbortController()]
  const expire = () => over.abort()
  shop.clock.sleep(limitMs, ended.signal).then(expire, () => {})
  const gone = AbortSignal.any([over.signal, wish.left])
  try {
    const cents = await askFee(shop.feesUrl, gone)
    return await inTransaction(shop, gone, (client) => takeSeat(client, wish, cents))
  } catch (error) {
    return error instanceof pg.DatabaseError && error.code === '23505' ? 'has one already' : 'try again'
  } finally {
    ended.abort()
  }
}

async function askFee(url: string, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { signal })
  if (response.ok) return Number(await response.text())
  await response.body?.cancel()
  throw new Error(`The fee service answered ${response.status}.`)
}

async function takeSeat(client: pg.PoolClient, { concert, visitor }: Wish, cents: number): Promise<Page> {
  const known = await client.query('SELECT FROM concerts WHERE id = $1', [concert])
  if (known.rowCount === 0) return 'no such concert'
  await client.query('INSERT INTO reservations VALUES ($1, $2, $3)', [concert, visitor, cents])
  const taken = await client.query('UPDATE concerts SET seats = seats - 1 WHERE id = $1 AND seats > 0', [concert])
  return taken.rowCount === 0 ? 'sold out' : 'reserved'
}

type Work = (client: pg.PoolClient) => Promise<Page>

/** Lends a client for one transaction. Whatever comes of it, the transaction ends and the client is given back. */
async function inTransaction({ pool, databaseUrl }: Shop, gone: AbortSignal, work: Work): Promise<Page> {
  const client = await pool.connect()
  const [given, ending] = [new AbortController(), { done: Promise.resolve() }]
  try {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    gone.throwIfAborted()
    const end = () => (ending.done = endBackend(databaseUrl, rows[0]?.pid))
    gone.addEventListener('abort', end, { signal: given.signal })
    await client.query('BEGIN')
    const page = await work(client)
    await client.query(page === 'reserved' ? 'COMMIT' : 'ROLLBACK')
    return page
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    // As long as it may still be ended, nobody else must have it.
    await ending.done
    given.abort()
    client.release(gone.aborted)
  }
}

/** Ends the statement, the transaction and its locks. From outside the pool, where a connection may be had. */
async function endBackend(url: string, pid: number | undefined): Promise<void> {
  const own = new pg.Client({ connectionString: url })
  const end = () => own.query('SELECT pg_terminate_backend($1)', [pid])
  await own.connect().then(end, () => {})
  await own.end()
}
