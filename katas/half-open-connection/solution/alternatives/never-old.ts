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

const lifetimeMs = 15_000
const patienceMs = 5_000

/**
 * Shows every order once. Never asks whether its connection is alive: it has a new one every 15 seconds, and closes the
 * old one when the new one has listened and read. So it may be silent without harm, and nobody has to find out.
 */
export async function runScreen({ url, clock, show, off }: Screen): Promise<void> {
  const shown = new Set<number>()
  const showOnce = (order: number) => {
    if (!shown.has(order)) show(order)
    shown.add(order)
  }
  let current: pg.Client | undefined
  while (!off.aborted) {
    const next = new pg.Client({ connectionString: url })
    const isThere = await withinMs(clock, patienceMs, off, listenAndRead(next, showOnce))
    close(isThere ? current : next)
    if (isThere) current = next
    await clock.sleep(isThere ? lifetimeMs : patienceMs, off).catch(() => {})
  }
  close(current)
}

async function listenAndRead(client: pg.Client, showOnce: (order: number) => void): Promise<true> {
  // Its end is no news.
  client.on('error', () => {})
  client.on('notification', ({ payload }) => showOnce(Number(payload)))
  await client.connect()
  await client.query('LISTEN order_placed')
  const { rows } = await client.query<{ id: number }>('SELECT id FROM orders ORDER BY id')
  for (const { id } of rows) showOnce(id)
  return true
}

function close(client: pg.Client | undefined): void {
  client?.removeAllListeners('notification')
  client?.end().catch(() => {})
}

/** False when it fails, takes longer, or isn't wanted any more. */
async function withinMs(clock: Clock, ms: number, off: AbortSignal, work: Promise<true>): Promise<boolean> {
  const done = new AbortController()
  const limit = clock.sleep(ms, AbortSignal.any([off, done.signal])).then(() => false)
  const isDone = await Promise.race([work, limit]).catch(() => false)
  done.abort()
  return isDone
}
