import { type Clock, expect, type KitFixtures, type ScriptedServer, test } from 'loadbearing/kit'
import { handle } from './deadline-propagation.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>
type Name = 'checkout' | 'prices' | 'stock' | 'warehouse'

/** The shop, each service of it on a machine whose clock is off by so many milliseconds. */
async function openShop({ http, clock, settled }: Kit, offsetsMs: Partial<Record<Name, number>> = {}) {
  const saved: Name[] = []
  /** How long a service is busy before it begins. */
  const busyMs: Partial<Record<Name, number>> = {}
  const clockOf = (name: Name): Clock => ({
    now: () => clock.now() + (offsetsMs[name] ?? 0),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  })
  const told = new Map<Name, number>()
  const open = (name: Name, asks: readonly ScriptedServer[]) =>
    http.server(name, async ({ headers, signal, until, sleep }) => {
      const asked = Number(headers['x-time-left-ms'] ?? Number.NaN)
      told.set(name, asked)
      const service = {
        clock: clockOf(name),
        asks: asks.map(({ url }) => url),
        save: async () => void saved.push(name),
      }
      if (name === 'prices') return sleep(busyMs[name] ?? 0).then(() => ({ json: 4_900 }))
      // What is left is counted from the moment at which the request is handled: being busy is the test's own delay.
      if (busyMs[name]) await sleep(busyMs[name])
      const leftMs = Number.isNaN(asked) ? undefined : `${asked - (busyMs[name] ?? 0)}`
      return until(handle(service, { headers: { ...headers, 'x-time-left-ms': leftMs }, signal }))
    })
  const warehouse = await open('warehouse', [])
  const prices = await open('prices', [])
  const stock = await open('stock', [warehouse])
  const checkout = await open('checkout', [prices, stock])
  /** A customer who waits for so long. `end` is what the page shows. */
  const press = (waitsMs = 2_000, header: string | undefined = `${waitsMs}`) => {
    const customer = { end: 'still waits', leave: new AbortController(), atMs: 0 }
    const sentMs = clock.now()
    const done = (end: string) => Object.assign(customer, { end, atMs: clock.now() - sentMs })
    clock.sleep(waitsMs, customer.leave.signal).then(
      () => customer.leave.abort(),
      () => {},
    )
    const headers: Record<string, string> = header === '' ? {} : { 'x-time-left-ms': header }
    fetch(checkout.url, { headers, signal: customer.leave.signal }).then(
      ({ status }) => done(`got ${status}`),
      () => done('gave up'),
    )
    return customer
  }
  const pass = async (ms: number) => {
    for (let passedMs = 0; passedMs < ms; passedMs += 25) await settled().then(() => clock.advance(25).then(settled))
  }
  const openRequests = () =>
    Object.entries({ prices, stock, warehouse }).flatMap(([name, { inFlight }]) => (inFlight > 0 ? [name] : []))
  return { prices, stock, warehouse, saved, busyMs, told, press, pass, openRequests }
}

test('Each service answers before its caller gives up', async ({ http, clock, settled, evidence }) => {
  const shop = await openShop({ http, clock, settled })
  const quick = shop.press(2_000, '')
  await shop.pass(50)
  expect([quick.end, shop.saved], `All were quick, and the customer ${quick.end}.`).toEqual([
    'got 200',
    ['warehouse', 'stock', 'checkout'],
  ])
  for (const silent of ['warehouse', 'prices'] as const) {
    shop.busyMs.prices = silent === 'prices' ? 5_000 : 0
    shop.busyMs.warehouse = silent === 'warehouse' ? 5_000 : 0
    const waiting = shop.press()
    await shop.pass(2_100)
    const story = `The silent one was ${silent}. After two seconds the customer ${waiting.end}`
    expect(waiting.end, `${story} (expected: got 504, before giving up).`).toBe('got 504')
    await clock.advance(5_000).then(settled)
  }
  shop.busyMs.warehouse = 0
  shop.busyMs.prices = 800
  const slow = shop.press()
  await shop.pass(1_000)
  const [stockMs = 0, warehouseMs = 0] = [shop.told.get('stock'), shop.told.get('warehouse')]
  evidence.table(
    'Of 2,000 ms, 800 of them spent on prices',
    ['service', 'told'],
    [
      ['prices', `${shop.told.get('prices')} ms`],
      ['stock', `${stockMs} ms`],
      ['warehouse', `${warehouseMs} ms`],
    ],
  )
  const spent = 'Prices had taken 800 of 2,000 ms.'
  expect(slow.end, `${spent} The customer ${slow.end} (expected: got 200).`).toBe('got 200')
  const says = (ms: number) => (ms > 1_180 ? 'too much' : 'too little')
  const isFair = (ms: number, most: number) => ms <= most - 20 && ms >= most - 110
  expect(isFair(stockMs, 1_200), `${spent} Stock was told ${says(stockMs)} (expected 1100 to 1180 ms).`).toBe(true)
  const kept = 'at least 20 and at most 100 ms less than stock'
  expect(isFair(warehouseMs, stockMs), `${spent} The warehouse was not told ${kept}.`).toBe(true)
})

test('When the time is over or the caller has left, nobody works on', async ({ http, clock, settled, evidence }) => {
  const shop = await openShop({ http, clock, settled })
  shop.busyMs.warehouse = 1_900
  const late = shop.press()
  await shop.pass(2_500)
  evidence.count('rows saved for a customer who was told 504', shop.saved.length, { expected: 0 })
  const over = `The warehouse began when the time was over. The customer ${late.end}.`
  expect(shop.saved, `${over} Saved by: ${shop.saved.join(', ') || 'nobody'} (expected: nobody).`).toEqual([])
  expect(shop.openRequests(), `${over} Requests were still open at ${shop.openRequests().join(' and ')}.`).toEqual([])
  shop.busyMs.warehouse = 500
  const leaving = shop.press()
  await shop.pass(200)
  leaving.leave.abort()
  await settled().then(settled)
  const [left, open] = ['The customer left while the warehouse was busy.', shop.openRequests()]
  expect(open, `${left} Requests stayed open at ${open.join(' and ')} (expected: none).`).toEqual([])
  await shop.pass(1_000)
  expect(shop.saved, `${left} Saved by: ${shop.saved.join(', ') || 'nobody'} (expected: nobody).`).toEqual([])
  shop.busyMs.warehouse = 0
  for (const header of ['90', '0']) {
    shop.prices.forgetRequests()
    const hurried = shop.press(2_000, header)
    await shop.pass(50)
    const asked = shop.prices.requests().length
    const short = `A request came with ${header} ms left. Prices was asked ${asked} times, and the caller ${hurried.end}.`
    expect([asked, hurried.end], short).toEqual([0, 'got 504'])
  }
  shop.busyMs.prices = 1_925
  shop.stock.forgetRequests()
  await Promise.all([shop.pass(2_100), shop.press()])
  const used = 'Prices had used up all but 75 ms.'
  expect(shop.stock.requests().length, `${used} Stock was asked all the same (expected: nobody).`).toBe(0)
})

test('A deadline survives clocks that disagree', async ({ http, clock, settled }) => {
  for (const offsetMs of [-45_000, 45_000]) {
    const shop = await openShop({ http, clock, settled }, { stock: offsetMs, warehouse: -offsetMs })
    const story = `The clock of stock was 45 seconds ${offsetMs > 0 ? 'fast' : 'slow'}.`
    const quick = shop.press()
    await shop.pass(50)
    expect(quick.end, `${story} All were quick, and the customer ${quick.end} (expected: got 200).`).toBe('got 200')
    shop.saved.length = 0
    shop.busyMs.warehouse = 5_000
    const slow = shop.press()
    await shop.pass(2_100)
    const silent = `${story} The warehouse was silent, and the customer ${slow.end} (expected: got 504).`
    expect(slow.end, silent).toBe('got 504')
    await clock.advance(6_000).then(settled)
    expect(shop.saved, `${story} Saved after the time was over: ${shop.saved.join(', ')}.`).toEqual([])
  }
})
