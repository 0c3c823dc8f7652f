import { type Actor, expect, freshCopy, type HttpFixture, type KitFixtures, test as kitTest } from 'loadbearing/kit'
import { type Order, placeOrder, settleOrders } from './extract-a-module.ts'

type Kit = Pick<KitFixtures, 'postgres' | 'http' | 'clock' | 'settled'>
/** A server of the shop has a memory of its own. */
const startServer = () => freshCopy(() => import('./extract-a-module.ts'))
const order: Order = { id: 'o-1', product: 'lamp', quantity: 1 }
const ends = ['placed', 'sold out', 'unknown product', 'cancelled']

/** Reserves under an id once, and says the same to it again. `isReady` may hold a reservation up on its way. */
async function openStock(http: HttpFixture) {
  const said = new Map<string, { status: number; quantity: number }>()
  const held = () => [...said.values()].flatMap(({ status, quantity }) => (status === 201 ? quantity : []))
  const stock = { url: '', said, held, isReady: async () => {} }
  const server = await http.server('the stock service', async ({ method, path, json, until }) => {
    const id = path.replace('/reservations/', '')
    if (method === 'GET') return { status: said.get(id)?.status === 201 ? 200 : 404 }
    if (method === 'PUT') await until(stock.isReady())
    const { product = '', quantity = 0 } = (json ?? {}) as Partial<Order>
    if (method === 'DELETE') said.set(id, { status: 410, quantity: 0 })
    else if (!said.has(id))
      said.set(id, { status: product === 'lamp' ? 201 : product === 'chair' ? 409 : 404, quantity })
    return { status: method === 'DELETE' ? 200 : (said.get(id)?.status ?? 404) }
  })
  return Object.assign(stock, { url: server.url })
}

async function openShop({ postgres, http, clock, settled }: Kit) {
  await postgres.query('CREATE TABLE orders (id text PRIMARY KEY, product text, quantity integer, status text)')
  const [stock, pool] = [await openStock(http), postgres.pool({ max: 5 })]
  const broken = await http.server('a broken service', () => ({ status: 503 }))
  const at = (url = stock.url) => ({ pool, stock: url, clock })
  const empty = () => postgres.query('TRUNCATE orders').then(() => stock.said.clear())
  /** Waits for 30 seconds. An error means as much to a customer as "pending". */
  async function wait(work: Promise<unknown>) {
    let told: unknown = 'nothing'
    void work.catch(() => 'pending').then((word) => (told = word))
    await settled()
    for (let seconds = 0; seconds < 30 && told === 'nothing'; seconds += 5) await clock.advance(5_000).then(settled)
    return told
  }
  const of = async (its: Actor) => ({ pool: its.postgres.pool(), stock: await its.http(stock.url), clock: its.clock })
  const places = async (life: Actor) => (await startServer()).placeOrder(await of(life), order)
  const settles = async (life: Actor) => (await startServer()).settleOrders(await of(life))
  const place = (url?: string, asked = order) => wait(placeOrder(at(url), asked))
  const settle = (url?: string) => wait(settleOrders(at(url)))
  async function expectAgreement(story: string) {
    const rows = await postgres.query<{ status: string }>('SELECT status FROM orders')
    const [reserved, ordered] = [stock.held().length, rows.filter(({ status }) => status === 'placed').length]
    const open = rows.filter(({ status }) => !ends.includes(status)).length
    const told = `${story} Lamps set aside: ${reserved}, ordered: ${ordered}, orders without an end: ${open}`
    expect([reserved, open], `${told} (expected as many set aside as ordered, and none open).`).toEqual([ordered, 0])
  }
  return { stock, broken: broken.url, pool, at, places, settles, empty, place, settle, expectAgreement }
}

const test = kitTest.extend<{ shop: Awaited<ReturnType<typeof openShop>> }>({
  shop: async ({ postgres, http, clock, settled }, use) => use(await openShop({ postgres, http, clock, settled })),
})

// kept because: who orders without reserving, or forgets what the module used to say, is told so before anything fails
test('An order takes its quantity out of stock, and the customer hears what came of it', async ({ shop }) => {
  const ask = (product: string) => shop.place(shop.stock.url, { id: product, product, quantity: 2 })
  const seen = [await ask('lamp'), await ask('chair'), await ask('ghost'), ...shop.stock.held()].join(', ')
  const story = `Ordered: two lamps, chairs that are sold out, and what does not exist. Heard, and set aside: ${seen}.`
  expect(seen, story).toBe('placed, sold out, unknown product, 2')
  await shop.expectAgreement(story)
})

test('Sold out is said only when the stock service has said so', async ({ shop, http, wire }) => {
  const link = await wire.http(shop.stock.url)
  await link.refuse()
  const silent = await http.server('a silent service', () => ({ fault: 'hang' }))
  const ways = { 'could not be reached': link.url, 'was silent': silent.url, 'answered 503': shop.broken }
  for (const [way, url] of Object.entries(ways)) {
    await shop.empty()
    const told = await shop.place(url)
    const story = `The stock service ${way}. The customer heard "${told}" (expected "pending").`
    expect(['pending', 'cancelled'], story).toContain(told)
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
  await clock.advance(10_000).then(() => Promise.all([...asked, job, reading]))
  evidence.count('transactions that wait for the stock service', openWithJob, { expected: 0 })
  const story = `Five orders wait for the stock service, with ${open} transactions open. Who only reads one ${end}.`
  expect([open, end], story).toEqual([0, 'has an answer'])
  expect(openWithJob, 'The job waits for the stock service, and has a transaction open.').toBe(0)
})

test('A reply that is lost, and a customer who presses again, reserve once', async ({ shop, wire }) => {
  const link = await wire.http(shop.stock.url)
  link.dropReply('PUT /reservations', { connection: 'silent' })
  const told = [await shop.place(link.url), await shop.place(shop.broken)]
  told.push(await shop.settle(shop.broken).then(() => shop.place()))
  await shop.settle()
  const story = `A lamp was set aside, the reply was lost, and a 503 came next. The customer heard "${told.join('", "')}".`
  await shop.expectAgreement(story)
  const later = await shop.place()
  expect(ends, `${story} The order has come to its end, and who asks again hears "${later}".`).toContain(later)
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
    actors: { A: shop.places, B: shop.settles },
    check: () => settleOrders(shop.at()).then(() => shop.expectAgreement('A checkout and the job met.')),
  })
})

test('No order without its reservation, and no reservation without its order', async ({ shop, crashPoints, wire }) => {
  const link = await wire.http(shop.stock.url)
  for (const runs of ['places', 'settles'] as const)
    await crashPoints({
      modes: ['before', 'after', 'reply lost'],
      before: async () => {
        await shop.empty()
        if (runs === 'settles') link.dropReply('PUT /reservations')
        if (runs === 'settles') await shop.place(link.url)
      },
      run: shop[runs],
      restart: shop.settles,
      check: async ({ point: { text } = { text: 'Nothing happens' }, lives: [first] }) => {
        await shop.expectAgreement(`${text}. Then the job runs.`)
        if (first?.state === 'returned' && first.value === 'placed')
          expect(shop.stock.held().length, `${text}. The customer heard "placed".`).toBe(1)
      },
    })
})
