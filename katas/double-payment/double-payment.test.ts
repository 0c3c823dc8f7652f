import { type Actor, expect, freshCopy, type HttpFixture, type KitFixtures, test as kitTest } from 'loadbearing/kit'
import { type Payment, pay } from './double-payment.ts'

type Kit = Pick<KitFixtures, 'postgres' | 'http' | 'clock' | 'settled'>
const payment: Payment = { intent: 'i-1', cents: 4900, card: 'visa' }

/** The provider charges for each request, except for those whose key it knows. `isReady` may hold it up. */
async function openProvider(http: HttpFixture) {
  const keys = new Map<unknown, { text: string; answer: { status: number; json: unknown } }>()
  const provider = { url: '', charges: [] as Payment[], keys, isReady: async () => {} }
  const server = await http.server('the provider', async ({ method, headers, query, text, json, until }) => {
    if (method === 'GET') return { json: provider.charges.filter(({ intent }) => intent === query['intent']) }
    const key = headers['idempotency-key'] ?? Symbol('none')
    const known = keys.get(key)
    if (known) return known.text === text ? known.answer : { status: 422, json: { error: 'another request' } }
    const first = { text, answer: { status: 409, json: { error: 'in progress' } as unknown } }
    keys.set(key, first)
    await until(provider.isReady())
    const isGood = (json as Payment).card !== 'declined'
    if (isGood) provider.charges.push(json as Payment)
    first.answer = { status: isGood ? 201 : 402, json }
    return first.answer
  })
  provider.url = server.url
  return provider
}

async function openShop({ postgres, http, clock, settled }: Kit) {
  await postgres.query('CREATE TABLE payments (intent text PRIMARY KEY, cents int NOT NULL, status text, key text)')
  const [provider, pool] = [await openProvider(http), postgres.pool()]
  async function empty() {
    await postgres.query('TRUNCATE payments')
    provider.charges.length = 0
    provider.keys.clear()
  }
  /** What the rest of the shop reads. */
  async function status(intent = payment.intent) {
    const rows = await postgres.query<{ status: string }>('SELECT status FROM payments WHERE intent = $1', [intent])
    return rows[0]?.status
  }
  /** The customer presses "pay" and waits for 30 seconds. To the page an error means as much as "unknown". */
  async function press(url: string, asked = payment) {
    let told = 'nothing'
    const paying = pay({ pool, provider: url, clock }, asked).catch(() => 'unknown')
    void paying.then((outcome) => (told = outcome))
    await settled()
    for (let seconds = 0; seconds < 30 && told === 'nothing'; seconds += 5) await clock.advance(5_000).then(settled)
    return told
  }
  return { provider, empty, status, press }
}

const test = kitTest.extend<{ shop: Awaited<ReturnType<typeof openShop>> }>({
  shop: async ({ postgres, http, clock, settled }, use) => use(await openShop({ postgres, http, clock, settled })),
})

// kept because: who charges nothing, a wrong sum or a declined card is told so here, before anything goes wrong
test('A payment charges its amount, and a declined card nothing', async ({ shop }) => {
  const asked = [payment, { ...payment, intent: 'i-2' }, { ...payment, intent: 'i-3', card: 'declined' }]
  const told: string[] = []
  for (const one of asked) told.push(`${await shop.press(shop.provider.url, one)}, ${await shop.status(one.intent)}`)
  const story = 'Two payments by a good card and one by a declined card. The customer heard, and payments says'
  expect(told.join('; '), `${story}: ${told.join('; ')}.`).toBe('paid, paid; paid, paid; declined, declined')
  const cents = shop.provider.charges.map((charge) => charge.cents).join(' and ')
  expect(cents, `The customer bought two lamps for 4900 cents each. Charged: ${cents}.`).toBe('4900 and 4900')
})

test('One payment intent charges once, even when the response is lost', async ({ shop, wire, evidence }) => {
  for (const connection of ['cut', 'silent'] as const) {
    await shop.empty()
    const link = await wire.http(shop.provider.url)
    link.dropReply('POST /charges', { connection })
    const first = await shop.press(link.url)
    const second = first === 'unknown' ? await shop.press(link.url) : first
    const count = shop.provider.charges.length
    evidence.count(`charges after a lost reply (connection ${connection})`, count, { expected: 1 })
    const heard = `The customer heard "${first}", then "${second}", and was charged ${count} times (expected 1).`
    expect(count, `The provider charged, and its reply was lost (connection ${connection}). ${heard}`).toBe(1)
  }
})

test('A caller hears paid or declined only when it is so', async ({ shop, wire }) => {
  const [link, hole] = [await wire.http(shop.provider.url), await wire.http(shop.provider.url)]
  await link.refuse()
  const unreached = await shop.press(link.url)
  expect(unreached, `The provider was out of reach. The customer heard "${unreached}", not "unknown".`).toBe('unknown')
  await link.heal().then(() => hole.blackHole())
  const silent = await shop.press(hole.url, { ...payment, intent: 'i-2' })
  const waited = `The provider was silent. In 30 seconds the customer heard "${silent}", not "unknown".`
  expect(silent, waited).toBe('unknown')
  link.dropReply('POST /charges')
  const [first, second] = [await shop.press(link.url), await shop.press(link.url)]
  const story = `The provider charged, and its reply was lost. The customer heard "${first}", then "${second}"`
  expect(first, `${story}.`).not.toBe('declined')
  expect(second, `${story} (expected "paid").`).toBe('paid')
})

test('A charge that comes late is the only one', async ({ shop }) => {
  const goesOn = Promise.withResolvers<void>()
  shop.provider.isReady = () => goesOn.promise
  const told = [await shop.press(shop.provider.url)]
  shop.provider.isReady = async () => {}
  told.push(await shop.press(shop.provider.url))
  goesOn.resolve()
  told.push(await shop.press(shop.provider.url), await shop.press(shop.provider.url))
  const heard = told.map((outcome) => `"${outcome}"`).join(', ')
  const story = `The provider took minutes for the first request. The customer pressed four times and heard ${heard}`
  expect(shop.provider.charges, `${story}. Charged ${shop.provider.charges.length} times (expected 1).`).toHaveLength(1)
  const early = told.slice(0, 2).filter((outcome) => outcome !== 'unknown')
  expect(early, `${story}. At first nothing was decided, and "unknown" is the only true word.`).toHaveLength(0)
  expect(told[3], `${story}. The last should have been "paid".`).toBe('paid')
})

/** One server of the shop: a copy of your module with a memory of its own, and the addresses that it is given. */
async function startServer(providerUrl: string) {
  const { pay } = await freshCopy(() => import('./double-payment.ts'))
  return async ({ postgres, http, clock }: Actor) =>
    pay({ pool: postgres.pool(), provider: await http(providerUrl), clock }, payment)
}

test('Two requests for one intent charge once, in whatever order they run', async ({ shop, interleave }) => {
  const { charges, url } = shop.provider
  await interleave({
    before: shop.empty,
    actors: { A: await startServer(url), B: await startServer(url) },
    limitMs: 60_000,
    check: () =>
      expect(charges.length, `Two servers had one intent. Charged ${charges.length} times (expected 1).`).toBe(1),
  })
})

test('An unknown outcome is settled by asking again, also after a crash', async ({ shop, crashPoints }) => {
  const { charges, url } = shop.provider
  await crashPoints({
    modes: ['before', 'after', 'reply lost'],
    restartAfterMs: 60_000,
    before: shop.empty,
    run: async (life) => (await startServer(url))(life),
    observe: () => ({ 'charged twice': charges.length > 1 ? 1 : 0 }),
    check: async ({ point, lives }) => {
      const told = lives.map((end) => (end.state === 'returned' ? end.value : end.state))
      const story = `${point ? `${point.text}. Asked again, the shop` : 'The shop'} says "${told.at(-1)}"`
      expect(charges.length, `${story}. Charged ${charges.length} times (expected 1).`).toBe(1)
      expect(told[0], `${story}. At first it said "declined".`).not.toBe('declined')
      const last = [told.at(-1), await shop.status()]
      expect(last, `${story}. In payments: "${last[1]}".`).toEqual(['paid', 'paid'])
    },
  })
})
