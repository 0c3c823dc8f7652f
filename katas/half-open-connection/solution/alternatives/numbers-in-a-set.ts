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

/**
 * Shows every order once. Takes an order from its notification, without asking for it, and asks for all of them after it
 * has connected. A set knows what was shown, in whatever order the two arrive.
 */
export async function runScreen(screen: Screen): Promise<void> {
  const shown = new Set<number>()
  const showOnce = (order: number) => {
    if (shown.has(order)) return
    shown.add(order)
    screen.show(order)
  }
  while (!screen.off.aborted) {
    await follow(screen, showOnce).catch(() => {})
    await screen.clock.sleep(pauseMs, screen.off).catch(() => {})
  }
}

async function follow(screen: Screen, showOnce: (order: number) => void): Promise<void> {
  const { url, clock, off } = screen
  const client = new pg.Client({ connectionString: url })
  const ended = new AbortController()
  const over = AbortSignal.any([off, ended.signal])
  client.on('error', () => ended.abort())
  client.on('end', () => ended.abort())
  client.on('notification', ({ payload }) => showOnce(Number(payload)))
  try {
    await inTime(clock, over, client.connect())
    await inTime(clock, over, client.query('LISTEN order_placed'))
    const { rows } = await inTime(clock, over, client.query<{ id: number }>('SELECT id FROM orders ORDER BY id'))
    for (const { id } of rows) showOnce(id)
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
