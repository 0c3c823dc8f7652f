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

const pauseMs = 1_000

/** Shows every order once: first those that are in `orders`, then each as it is placed. Resolves when it is switched off. */
export async function runScreen(screen: Screen): Promise<void> {
  let isNew = true
  while (!screen.off.aborted) {
    // Whatever ends a connection, another one follows.
    await follow(screen, isNew).catch(() => {})
    isNew = false
    await screen.clock.sleep(pauseMs, screen.off).catch(() => {})
  }
}

async function follow({ url, show, off }: Screen, isNew: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  const ended = new Promise<void>((resolve) => {
    client.on('error', () => resolve())
    client.on('end', resolve)
    off.addEventListener('abort', () => resolve())
  })
  try {
    await client.connect()
    const { rows } = await client.query<{ id: number }>('SELECT id FROM orders ORDER BY id')
    for (const { id } of isNew ? rows : []) show(id)
    client.on('notification', ({ payload }) => show(Number(payload)))
    await client.query('LISTEN order_placed')
    // TODO: a connection can be gone without an end, and an order can be placed while nobody listens.
    await ended
  } finally {
    client.end().catch(() => {})
  }
}
