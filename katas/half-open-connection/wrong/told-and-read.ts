// fails: Each order is shown once, however often one reconnects
// hint: Who tells you twice?
import type { Clock } from 'loadbearing/kit'
import pg from 'pg'

/** The screen in the packing room. */
export interface Screen {
  /** Leads to the shop's Postgres, through the tunnel. */
  readonly url: string
  /** Wait with `clock.sleep(milliseconds, signal)`, never with `setTimeout`: the tests own the time. */
  readonly clock: Clock
  /** Adds an order to what the packers see. */
  readonly show: (order: number) => void
  /** Aborted when the screen is switched off. */
  readonly off: AbortSignal
}

const heartbeatMs = 8_000
const patienceMs = 6_000
const pauseMs = 1_000

/** Remembers how far it has read, and not what it was told of. After a new connection it shows that again. */
export async function runScreen(screen: Screen): Promise<void> {
  const seen = { last: 0 }
  while (!screen.off.aborted) {
    await follow(screen, seen).catch(() => {})
    await screen.clock.sleep(pauseMs, screen.off).catch(() => {})
  }
}

async function follow(screen: Screen, seen: { last: number }): Promise<void> {
  const { url, clock, show, off } = screen
  const client = new pg.Client({ connectionString: url })
  const ended = new AbortController()
  const over = AbortSignal.any([off, ended.signal])
  client.on('error', () => ended.abort())
  client.on('end', () => ended.abort())
  client.on('notification', ({ payload }) => show(Number(payload)))
  try {
    await inTime(clock, over, client.connect())
    await inTime(clock, over, client.query('LISTEN order_placed'))
    const select = 'SELECT id FROM orders WHERE id > $1 ORDER BY id'
    const { rows } = await inTime(clock, over, client.query<{ id: number }>(select, [seen.last]))
    for (const { id } of rows) show(id)
    seen.last = rows.at(-1)?.id ?? seen.last
    for (;;) {
      await clock.sleep(heartbeatMs, over)
      await inTime(clock, over, client.query('SELECT 1'))
    }
  } finally {
    client.end().catch(() => {})
  }
}

async function inTime<T>(clock: Clock, over: AbortSignal, answer: Promise<T>): Promise<T> {
  const answered = new AbortController()
  const limit = clock.sleep(patienceMs, AbortSignal.any([over, answered.signal])).then(() => {
    throw new Error('Nobody answers.')
  })
  return Promise.race([answer, limit]).finally(() => answered.abort())
}
