import { type Answer, expect, freshCopy, type KitFixtures, type ScriptedRequest, test } from 'loadbearing/kit'
import type { Page, Place, Shop } from './homepage-without-recommendations.ts'

type Kit = Pick<KitFixtures, 'http' | 'redis' | 'clock' | 'settled'> & Partial<KitFixtures>
const softParts = ['recommendations', 'reviews', 'questions'] as const
const parts = ['product', 'price', ...softParts] as const
type Ways = { readonly [part in (typeof parts)[number]]?: string }
const everySoft = (way = 'silence'): Ways => ({ recommendations: way, reviews: way, questions: way })
const thrice = (place: string) => `sees ${place}, ${place}, ${place}`

/** Five services, each of which behaves as the test says, and processes of the shop that ask them. */
async function openShop({ http, redis, clock, settled, evidence }: Kit) {
  const met: (string | number)[][] = []
  evidence?.table('What visitors met', ['not well', 'ms', 'visitor'], met)
  const now = { ways: {} as Ways, cents: 4_900 }
  const server = await http.server('the services', async ({ path, query, sleep }: ScriptedRequest): Promise<Answer> => {
    const way = now.ways[path.slice(1) as keyof Ways] ?? 'well'
    if (way.endsWith('ms')) await sleep(Number.parseInt(way, 10))
    if (way === 'silence' || way === 'hang-up') return { fault: way === 'hang-up' ? 'drop' : 'hang' }
    if (way === 'HTML') return { text: '<h1>Back soon</h1>' }
    if (way === '503') return { status: 503, json: { name: 'sorry', cents: 0, items: ['sorry'] } }
    const items = [`${path} of ${query['product']} at ${clock.now()}`]
    return { json: { name: query['product'], cents: now.cents, items } }
  })
  const services = Object.fromEntries(parts.map((part) => [part, `${server.url}/${part}`])) as Shop['services']
  async function startProcess(connection = redis.connect()) {
    const { createHomepage } = await freshCopy(() => import('./homepage-without-recommendations.ts'))
    const counted: string[] = []
    const homepage = createHomepage({ services, redis: connection, clock, countFallback: (part) => counted.push(part) })
    async function meet(of: string, ways: Ways, expected: string, mostMs = 400, told = '', signal?: AbortSignal) {
      now.ways = ways
      server.forgetRequests()
      const [sinceMs, visitor] = [clock.now(), { end: 'still waits', ms: '-', page: {} }]
      const say = (page?: Page) => (page ? describe(page, of, now.cents, sinceMs, clock.now()) : 'has no page')
      const meets = (page?: Page) => Object.assign(visitor, { end: say(page), page, ms: `${clock.now() - sinceMs}` })
      homepage(of, signal).then(meets, () => meets())
      await pass(mostMs)
      const wrong = Object.entries(ways).map((one) => one.join(': '))
      met.push([wrong.join('; ') || '-', visitor.ms, visitor.end])
      const story = `${told}${wrong.join(', ') || 'All services are well'}. After ${mostMs} ms the visitor ${visitor.end}`
      expect(visitor.end, `${story} (expected: ${expected}).`).toBe(expected)
      if (expected === 'has no page') expect(server.inFlight, `${story}. Services were still asked for it.`).toBe(0)
      else expect(server.requests().length, `${story}. Not each service was asked once for it.`).toBe(5)
      return visitor.page
    }
    return { meet, counted }
  }
  /** Time goes from one event to the next, and whatever that sets off is over before it goes on. */
  async function pass(ms: number) {
    const endMs = clock.now() + ms
    for (await settled(); clock.now() < endMs; await settled()) {
      const stepMs = Math.min(endMs, clock.nextDueMs ?? endMs) - clock.now()
      await redis.age(stepMs).then(() => clock.advance(stepMs))
    }
  }
  return { now, server, startProcess, pass }
}

/** What a page shows, and whether that is what it says it is. */
function describe(page: Page, of: string, cents: number, sinceMs: number, nowMs: number): string {
  const describePlace = (place: Place, text: string) => {
    if (place.from === 'nothing') return 'nothing'
    const atMs = Number(String(place.items).split(text)[1] ?? Number.NaN)
    if (Number.isNaN(atMs)) return `${place.from} with "${String(place.items).replace(/\d{9,}/, '…')}"`
    if (place.from === 'service') return atMs >= sinceMs ? 'service' : 'an old answer as if from the service'
    const [trueMin, saidMin] = [nowMs - atMs, place.ageMs].map((ms) => ms / 60_000) as [number, number]
    // It may be from when the place was filled, up to 400 ms before the page.
    const isTrue = saidMin >= trueMin - 400 / 60_000 && saidMin <= trueMin + 100 / 60_000
    return `copy of ${isTrue ? Math.round(trueMin) : `${trueMin.toFixed(3)} min that says ${saidMin.toFixed(3)}`} min`
  }
  const places = softParts.map((part) => describePlace(page[part], `/${part} of ${of} at `)).join(', ')
  return `sees ${places}${page.name === of && page.cents === cents ? '' : ` and ${page.name} for ${page.cents}`}`
}

test('However many soft parts fail, a page is late by one limit', async ({ http, redis, clock, settled, evidence }) => {
  const { startProcess, pass } = await openShop({ http, redis, clock, settled, evidence })
  const { meet } = await startProcess()
  const cases: [ways: Ways, expected: string, mostMs: number][] = [
    [{}, thrice('service'), 0],
    [everySoft(), thrice('nothing'), 400],
    [{ reviews: 'hang-up', questions: 'HTML' }, 'sees service, nothing, nothing', 400],
    [{ product: '350 ms', reviews: 'silence' }, 'sees service, nothing, service', 400],
  ]
  for (const [nth, one] of cases.entries()) await meet(`kettle ${nth}`, ...one).then(() => pass(2_000))
})

test('A page has the price of this moment, or there is no page', async ({ http, redis, clock, settled }) => {
  const { now, startProcess, pass } = await openShop({ http, redis, clock, settled })
  const { meet } = await startProcess()
  await meet('kettle', {}, thrice('service')).then(() => pass(60_000))
  now.cents = 5_900
  const told = 'A minute ago a kettle cost 4900, now it costs 5900. '
  for (const hard of [{ price: '503' }, { price: 'silence' }, { product: 'hang-up' }])
    await meet('kettle', { ...everySoft(), ...hard }, 'has no page', 1_000, told)
  await meet('kettle', { price: '900 ms' }, thrice('service'), 900, told)
})

test('A copy says how old it is, and no fallback is kept as a copy', async ({ http, redis, clock, settled }) => {
  const { startProcess, pass } = await openShop({ http, redis, clock, settled })
  await startProcess().then(({ meet }) => meet('kettle', everySoft('250 ms'), thrice('service'), 250))
  const { meet, counted } = await startProcess()
  const down: Ways = { recommendations: '503', reviews: 'silence', questions: 'HTML' }
  for (const [passMs, told, product, ways, place] of [
    [600_000, '10 minutes later: ', 'kettle', down, 'copy of 10 min'],
    [0, 'A toaster that nobody has asked for: ', 'toaster', down, 'nothing'],
    [2_400_000, 'The toaster again: ', 'toaster', down, 'nothing'],
    [900_000, '65 minutes later: ', 'kettle', down, 'nothing'],
    [0, 'After the outage: ', 'kettle', {}, 'service'],
    [300_000, '5 minutes later: ', 'kettle', down, 'copy of 5 min'],
  ] as const)
    await pass(passMs).then(() => meet(product, ways, thrice(place), 400, told))
  expect(counted.length, `On 5 pages 3 places had a fallback, and ${counted.length} were counted.`).toBe(15)
  const left = await Promise.all((await redis.client.keys('*')).map((key) => redis.client.pttl(key)))
  const isKept = left.some((ms) => ms < 0 || ms > 3_600_000)
  expect(isKept, 'A key in Redis outlives what may be shown.').toBe(false)
})

test('Whatever Redis does, a page has what its services give', async ({ http, redis, wire, clock, settled }) => {
  const { startProcess, pass } = await openShop({ http, redis, clock, settled })
  await startProcess().then(({ meet }) => meet('kettle', {}, thrice('service')))
  for (const way of ['is silent', 'is late by 2 seconds', 'holds {}', 'holds <h1>', 'is gone']) {
    const link = await wire.redis()
    const { meet } = await startProcess(link.connect({ retryStrategy: () => null }))
    await settled()
    if (way === 'is silent') link.blackHole()
    if (way === 'is late by 2 seconds') link.latency({ replyMs: 2_000 })
    if (way === 'is gone') await link.refuse().then(() => link.reset())
    const keys = way.startsWith('holds') ? await redis.client.keys('*') : []
    for (const key of keys) await redis.client.set(key, way.slice('holds '.length))
    await meet('kettle', everySoft('350 ms'), thrice('nothing'), 400, `Redis ${way}. `)
    await meet('kettle', {}, thrice('service'), 0, `Redis ${way}. `).then(() => pass(3_000))
  }
})

test('A late answer changes no page, and no call goes on for ever', async ({ http, redis, clock, settled }) => {
  const { server, startProcess, pass } = await openShop({ http, redis, clock, settled })
  const { meet } = await startProcess()
  const page = await meet('kettle', { ...everySoft('1000 ms'), reviews: 'silence' }, thrice('nothing'))
  const before = JSON.stringify(page)
  await pass(1_600)
  expect(JSON.stringify(page), 'An answer came 600 ms after the page, and the page changed.').toBe(before)
  expect(server.inFlight, '2 seconds after a page began, services were still asked for it.').toBe(0)
  for (const ms of [100, 500]) {
    const [left, leaves] = [new AbortController(), `The visitor leaves after ${ms} ms. `]
    clock.sleep(ms).then(() => left.abort())
    await meet('pan', everySoft(), ms < 400 ? 'has no page' : thrice('nothing'), ms, leaves, left.signal)
    expect(server.inFlight, `${leaves}Services were still asked for the page.`).toBe(0)
  }
  expect(clock.sleeping, 'A page was over, and something still waited on the clock.').toBe(0)
})
