import { setTimeout as delay } from 'node:timers/promises'
import { addressOf, placeOrders, readLastOrders } from './database.ts'
import { isAbout } from './is-about.ts'
import type { Shop } from './shop-system.ts'

const customersWhoOrder = 20
const firstOfThem = 1_500
/** As the brief says. */
const shownWithinMs = 10_000

export interface Placed {
  /** What the database said, when it took no order any more. */
  readonly refusal?: string
  readonly ordersPlaced: number
  /** Of these, shown to their customers when everything in the cache was as much older as the brief allows. */
  readonly ordersShown: number
}

/**
 * Customers look at their orders, each places one more, 10 seconds go by for the cache, and they look again. Whoever keeps
 * answers elsewhere, where no time can be made to pass, gets the 10 seconds.
 */
export async function ordersArePlaced({ postgres, redis, visit }: Shop): Promise<Placed> {
  const customers = Array.from({ length: customersWhoOrder }, (_, nth) => firstOfThem + nth)
  const look = () => Promise.all(customers.map((customer) => visit(`/orders/${addressOf(customer)}`)))
  await look()
  const refusal = await placeOrders(postgres, customers).then(
    () => undefined,
    ({ message }: Error) => message,
  )
  if (refusal !== undefined) return { refusal, ordersPlaced: 0, ordersShown: 0 }
  const expected = await readLastOrders(postgres, customers)
  await letTimePass(redis, shownWithinMs)
  const end = performance.now() + shownWithinMs
  for (;;) {
    const seen = await look()
    const shown = seen.filter(({ body }, nth) => isAbout(body, expected.get(firstOfThem + nth))).length
    if (shown === customers.length || performance.now() > end)
      return { ordersPlaced: customers.length, ordersShown: shown }
    await delay(250)
  }
}

/** What expires within that time is gone, and the rest lives so much shorter. */
async function letTimePass(redis: Shop['redis'], ms: number): Promise<void> {
  for (const key of await redis.keys('*')) {
    const leftMs = await redis.pttl(key)
    if (leftMs >= 0) await redis.pexpire(key, Math.max(0, leftMs - ms))
  }
}
