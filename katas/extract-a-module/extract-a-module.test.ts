import { type Actor, expect, freshCopy, type HttpFixture, type KitFixtures, test as kitTest } from 'loadbearing/kit'
import { type Order, placeOrder, settleOrders } from './extract-a-module.ts'

type Kit = Pick<KitFixtures, 'postgres' | 'http' | 'clock' | 'settled'>
/** A server of the shop has a memory of its own. */
const startServer = () => freshCopy(() => import('./extract-a-module.ts'))
const order: Order = { id: 'o-1', product: 'lamp', quantity: 1 }
const ends = ['placed', 'sold out', 'unknown product', 'cancelled']
const answers: Readonly<Record<string, number>> = { lamp: 201, chair: 409 }

/** Reserves under an id once, and says the same to it again. `isReady` may hold a reservation up on its way. */
async function openStock(http: HttpFixture) {
  const stock = { url: '', said: new Map<string, number>(), held: new Map<string, number>(), isReady: async () => {} }
  const server = await http.server('the stock service', async ({ method, path, json, until }) => {
    const id = path.replace('/reservations/', '')
    if (method === 'GET') return { status: stock.held.has(id) ? 200 : 404 }
    if (method === 'PUT') await until(stock.isReady())
    const { product = '', quantity = 0 } = (json ?? {}) as Partial<Order>
    const status = method === 'DELETE' ? 410 : (stock.said.get(id) ?? answers[product] ?? 404)
    stock.said.set(id, status)
    if (status === 201) stock.held.set(id, quantity)
    if (status === 410) stock.held.delete(id)
    return { status: method === 'DELETE' ? 200 : status }
  })
  return Object.assign(stock, { url: server.url })
}

async function openShop({ postgres, http, clock, settled }: Kit) {
  await postgres.query('CREATE TABLE orders (id text PRIMARY KEY, product text, quantity integer, status text)')
  const [stock, pool] = [await openStock(http), postgres.pool({ max: 5 })]
  const at = (url = stock.url) => ({ pool, stock: url, clock })
  const empty = () =>
    postgres.query('TRUNCATE orders').then(() => void [stock.said, stock.held].map((map) => map.clear()))
  /** Waits for 30 seconds. An error means as much to a customer as "pending". */
  async function wait(work: Promise<unknown>) {
    let told: unknown = 'nothing'
    void work.catch(() => 'pending').then((word) => (told = word))
    await settled()
    for (let seconds = 0; seconds < 30 && told === 'nothing'; seconds += 5) await clock.advance(5_000).then(settled)
    return told
  }
  const of = async ({ postgres, http, clock }: Actor) => ({
    pool: postgres.pool(),
    stock: await http(stock.url),
    clock,
  })
  const place = (url?: string, asked = order) => wait(placeOrder(at(url), asked))
  const settle = (url?: string) => wait(settleOrders(at(url)))
  async function expectAgreement(story: string) {
    const reserved = [...stock.held.values()].reduce((sum, quantity) => sum + quantity, 0)
    const rows = await postgres.query<{ quantity: number; status: string }>('SELECT quantity, status FROM orders')
    const ordered = rows.reduce((sum, { quantity, status }) => sum + (status === 'placed' ? quantity : 0), 0)
    const open = rows.filter(({ status }) => !ends.includes(status)).length
    const told = `${story} Lamps set aside: ${reserved}, ordered: ${ordered}, orders without an end: ${open}`
    expect([reserved, open], `${told} (expected as many set aside as ordered, and none open).`).toEqual([ordered, 0])
  }
  return { stock, pool, at, of, empty, place, settle, expectAgreement }
}

const test = kitTest.extend<{ shop: Awaited<ReturnType<typeof openShop>> }>({
  shop: async ({ postgres, http, clock, settled }, use) => use(await openShop({ postgres, http, clock, settled })),
})

// kept because: who orders without reserving, or forgets what the module used to say, is told so before anything fails
test('An order takes its quantity out of stock, and the customer hears what came of it', async ({ shop }) => {
  const ask = (product: string) => shop.place(shop.stock.url, { id: product, product, quantity: 2 })
  const seen = [await ask('lamp'), await ask('chair'), await ask('ghost'), ...shop.stock.held.values()].join(', ')
  const story = `Ordered: two lamps, chairs that are sold out, and what does not exist. Heard, and set aside: ${seen}.`
  expect(seen, story).toBe('placed, sold out, unknown product, 2')
  await shop.expectAgreement(story)
})

test('Sold out is said only when the stock service has said so', async ({ shop, http, wire }) => {
  const link = await wire.http(shop.stock.url)
  await link.refuse()
  const silent = await http.server('a silent service', () => ({ fault: 'hang' }))
  const broken = await http.server('a broken service', () => ({ status: 503 }))
  const ways = { 'could not be reached': link.url, 'was silent': silent.url, 'answered 503': broken.url }
  for (const [way, url] of Object.entries(ways)) {
    await shop.empty()
    const told = await shop.place(url)
    expect(['pending', 'cancelled'], `The stock service ${way}. The customer heard "${told}".`).toContain(told)
    await shop.settle(url).then(() => shop.settle())
    await shop.expectAgreement(`The stock service ${way}, and was well when the job ran again.`)
  }
})

test('No transaction waits for another service', async ({ shop, postgres, clock, settled, evidence }) => {
  const isOpen = `datname = current_database() AND state LIKE 'idle in transaction%'`
  const findOpen = () => settled().then(() => postgres.query(`SELECT 1 FROM pg_stat_activity WHERE ${isOpen}`))
  const goesOn = Promise.withResolvers<void>()
  shop.stock.isReady = () => goesOn.promise
  const asked = [1, 2, 3, 4, 5].map((nth) => placeOrder(shop.at(), { ...order, id: `o-${nth}` }).catch(() => {}))
  const { length: open } = await findOpen()
  const reading = shop.pool.query('SELECT 1').then(() => 'has an answer')
  const end = await Promise.race([reading, settled().then(() => 'waits, too')])
  const job = settleOrders(shop.at()).catch(() => {})
  const { length: openWithJob } = await findOpen()
  goesOn.resolve()
  await clock.advance(10_000)
  await Promise.all([...asked, job, reading])
  evidence.count('transactions that wait for the stock service', openWithJob, { expected: 0 })
  const story = `Five orders wait for the stock service, with ${open} transactions open. Who only reads one ${end}.`
  expect([open, end], story).toEqual([0, 'has an answer'])
  expect(openWithJob, 'The job waits for the stock service, and has a transaction open.').toBe(0)
})

test('A reply that is lost, and a customer who presses again, reserve once', async ({ shop, wire }) => {
  for (const connection of ['cut', 'silent'] as const) {
    await shop.empty()
    const link = await wire.http(shop.stock.url)
    link.dropReply('PUT /reservations', { connection })
    const told = [await shop.place(link.url), await shop.place(link.url)].join('", then "')
    await shop.settle(link.url)
    await shop.expectAgreement(`A lamp was set aside, and the reply was lost. The customer heard "${told}".`)
  }
})

test('A reservation that comes late finds its order, or is refused', async ({ shop, settled, interleave }) => {
  const goesOn = Promise.withResolvers<void>()
  shop.stock.isReady = () => goesOn.promise
  const told = await shop.place()
  shop.stock.isReady = async () => {}
  await shop.settle()
  goesOn.resolve()
  await settled().then(() => shop.settle())
  await shop.expectAgreement(`A reservation came minutes late, after the job. The customer had heard "${told}".`)
  await interleave({
    before: shop.empty,
    actors: {
      A: async (actor) => (await startServer()).placeOrder(await shop.of(actor), order),
      B: async (actor) => (await startServer()).settleOrders(await shop.of(actor)),
    },
    check: () => settleOrders(shop.at()).then(() => shop.expectAgreement('A checkout and the job met.')),
  })
})

test('No order without its reservation, and no reservation without its order', async ({ shop, crashPoints }) => {
  await crashPoints({
    modes: ['before', 'after', 'reply lost'],
    before: shop.empty,
    run: async (life) => (await startServer()).placeOrder(await shop.of(life), order),
    restart: async (life) => (await startServer()).settleOrders(await shop.of(life)),
    check: async ({ point: { text } = { text: 'Nothing happens' }, lives: [first] }) => {
      await shop.expectAgreement(`${text}. Then the job runs.`)
      if (first?.state === 'returned' && first.value === 'placed')
        expect(shop.stock.held.size, `${text}. The customer heard "placed".`).toBe(1)
    },
  })
})
