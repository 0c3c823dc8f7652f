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

const heartbeatMs = 10_000
const patienceMs = 5_000
const pauseMs = 1_000

/** Shows every order once: first those that are in `orders`, then each as it is placed. Resolves when it is switched off. */
export async function runScreen(screen: Screen): Promise<void> {
  const seen = { last: 0 }
  while (!screen.off.aborted) {
    await follow(screen, seen).catch(() => {})
    await screen.clock.sleep(pauseMs, screen.off).catch(() => {})
  }
}

/** Follows the table on one connection, until that is lost, silent or not wanted any more. */
async function follow(screen: Screen, seen: { last: number }): Promise<void> {
  const client = new pg.Client({ connectionString: screen.url })
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  client.on('error', lost.reject)
  client.on('end', () => lost.reject(new Error('The connection has ended.')))
  let bell = Promise.withResolvers<void>()
  client.on('notification', () => bell.resolve())
  try {
    await inTime(screen, client.connect())
    await inTime(screen, client.query('LISTEN order_placed'))
    for (;;) {
      // It may ring while the question is on its way, and then the answer may be too old.
      bell = Promise.withResolvers<void>()
      // Both what was missed and the heartbeat: who answers is there.
      await inTime(screen, showNew(client, screen, seen))
      await Promise.race([lost.promise, pause(screen, bell.promise)])
    }
  } finally {
    // On a silent connection nobody answers the good-bye.
    client.end().catch(() => {})
  }
}

async function showNew(client: pg.Client, { show }: Screen, seen: { last: number }): Promise<void> {
  const select = 'SELECT id FROM orders WHERE id > $1 ORDER BY id'
  const { rows } = await client.query<{ id: number }>(select, [seen.last])
  for (const { id } of rows) {
    show(id)
    seen.last = id
  }
}

/** Until the bell rings, or the next heartbeat is due. Rejects when the screen is switched off. */
async function pause({ clock, off }: Screen, bell: Promise<void>): Promise<void> {
  const rung = new AbortController()
  const due = clock.sleep(heartbeatMs, AbortSignal.any([off, rung.signal]))
  await Promise.race([bell, due]).finally(() => rung.abort())
}

/** Rejects when the answer isn't there in time, and when the screen is switched off. */
async function inTime<T>({ clock, off }: Screen, answer: Promise<T>): Promise<T> {
  const answered = new AbortController()
  const limit = clock.sleep(patienceMs, AbortSignal.any([off, answered.signal])).then(() => {
    throw new Error('Nobody answers.')
  })
  return Promise.race([answer, limit]).finally(() => answered.abort())
}
