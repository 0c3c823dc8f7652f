import { eventually, expect, freshCopy, type KitFixtures, type RedisClientOptions, test } from 'loadbearing/kit'
import sheet from './design-sheet.ts'
import type { Decision } from './rate-limiter.ts'

type Protect = (...given: unknown[]) => (request: Request) => Promise<Response>
type Kit = Pick<KitFixtures, 'wire' | 'clock' | 'settled'>
const policy = { limit: 10, windowMs: 60_000 }
const start = () => freshCopy(() => import('./rate-limiter.ts'))

/** One server of the API on a link of its own to Redis, and its clients. */
async function startServer({ wire, clock, settled }: Kit, options?: RedisClientOptions) {
  const link = await wire.redis()
  const redis = link.connect(options)
  const take = (await start()).createLimiter({ redis, clock }, policy)
  await take('the first')
  /** Requests that come at the same moment, and how each of them stands. */
  const ask = (clients: readonly string[]) =>
    clients.map((client) => {
      const request = { end: 'waits' }
      const end = ({ isAllowed }: Decision) => (request.end = isAllowed ? 'through' : 'refused')
      take(client).then(end, () => (request.end = 'an error'))
      return request
    })
  /** Lets time pass until nobody waits, for 2 seconds at most. Returns how many milliseconds that took. */
  const wait = async (requests: readonly { end: string }[]) => {
    await settled()
    let ms = 0
    for (; ms < 2_000 && requests.some(({ end }) => end === 'waits'); ms += 20) await clock.advance(20).then(settled)
    return ms
  }
  return { link, redis, take, ask, wait }
}

const clientsOf = (name: string, count: number) => Array.from({ length: count }, (_, nth) => `${name} ${nth + 1}`)
const count = (all: readonly { end: string }[], end = 'through') => all.filter((one) => one.end === end).length

test('Without Redis, requests are answered as the design sheet claims', async ({ wire, clock, settled, claims }) => {
  const [claim, timeout] = [claims(sheet).of('failsOpenOrClosed', 'redis is gone'), claims(sheet).of('timesOutFirst')]
  for (const way of ['is silent', 'hangs up']) {
    const server = await startServer({ wire, clock, settled }, { retryStrategy: () => null })
    if (way === 'is silent') server.link.blackHole()
    else await server.link.refuse().then(() => server.link.reset())
    const requests = server.ask(clientsOf('client', 5))
    const slowestMs = await server.wait(requests)
    const [through, refused, waiting] = ['through', 'refused', 'waits'].map((end) => count(requests, end))
    const story = `Redis ${way}. Of 5 clients with all their requests left`
    const ends = `2 seconds later ${through} are through, ${refused} refused, and ${waiting} still wait`
    expect([through, refused], `${story}, ${ends} (expected an answer for all, and the same).`).toContain(5)
    claim.is('fails', through === 5 ? 'open' : 'closed', { told: `${story}, ${through} got through.` })
    const waited = { told: `${story}, one waited for longer than that.` }
    claim.atMost('withinMs', slowestMs, waited)
    if (way === 'is silent') timeout.atMost('afterMs', slowestMs, waited)
  }
})

test('Nobody waits for a Redis that is known to be gone', async ({ wire, clock, settled, evidence }) => {
  const { link, ask, wait } = await startServer({ wire, clock, settled })
  link.blackHole()
  await wait(ask(['an early client']))
  const requests = ask(clientsOf('later client', 20))
  await settled()
  const waiting = count(requests, 'waits')
  evidence.count('of the next 20 requests, those that wait for Redis', waiting)
  const story = 'Redis is silent, and a request has found that out.'
  expect(waiting, `${story} ${waiting} of the next 20 waited for it again (expected 1 at most).`).toBeLessThan(2)
  await wait(requests)
})

test('When Redis is back, the limit holds again', async ({ redis, wire, clock, settled, evidence }) => {
  const lasting = { retryStrategy: () => 20, maxRetriesPerRequest: null }
  const one = await startServer({ wire, clock, settled }, lasting)
  const two = await startServer({ wire, clock, settled })
  await one.link.refuse()
  one.link.reset()
  const isReady = () => one.redis.status === 'ready'
  await eventually(isReady, (ready) => !ready, { describe: 'the connection is lost' })
  one.ask(clientsOf('client', 20))
  for (let ms = 0; ms < 2_000; ms += 100) await clock.advance(100)
  await one.link.heal()
  await eventually(isReady, (ready) => ready, { describe: 'the connection is back' })
  await redis.age(5_000)
  await clock.advance(5_000).then(settled)
  const ends: boolean[] = []
  for (let nth = 0; nth < 20; nth += 1) ends.push((await (nth < 10 ? one : two).take('ann')).isAllowed)
  const [first = 0, through = 0] = [ends.slice(0, 10), ends].map((some) => some.filter(Boolean).length)
  evidence.count('requests let through by two servers, after the outage', through, { expected: 10 })
  const story = 'Redis was gone for one of two servers. 5 seconds after its return a client made 10 requests on each'
  expect(through, `${story}, and ${through} got through (expected 10).`).toBe(10)
  expect(first, `${story}, and ${first} got through on the first (expected 10).`).toBe(10)
})

test('A flood by one client takes nothing from the others, with Redis or without', async ({ wire, clock, settled }) => {
  const { link, ask, wait } = await startServer({ wire, clock, settled })
  for (const when of ['Redis is there', 'Redis is gone']) {
    if (when === 'Redis is gone') link.blackHole()
    const others = ask(['somebody else'])
    await wait(others)
    const flood = ask(Array.from({ length: 200 }, () => 'the flood'))
    await wait(flood)
    const ann = ask(Array.from({ length: 10 }, () => 'ann'))
    await wait(ann)
    // Whoever fails closed lets nobody through.
    const left = count(others) === 0 ? 10 : Math.min(count(ann), Math.max(0, 50 - count(flood)))
    const story = `${when}. The API behind can take 50 requests a minute. A client made 200, then another one 10, and`
    expect(left, `${story} ${left} of these were served (expected 10).`).toBe(10)
    await clock.advance(60_000).then(settled)
  }
})

test('An answer tells its client truly what is left and when to come again', async ({ redis, wire, clock }) => {
  const link = await wire.redis()
  const orders = async () => new Response('orders', { status: 201, headers: { 'x-page': '1' } })
  const { protect } = (await start()) as object as { protect: Protect }
  expect(protect, 'rate-limiter.ts exports no function that is called protect.').toBeTypeOf('function')
  const handle = protect({ redis: link.connect(), clock }, policy, orders)
  const call = (client = 'ann', by = handle) => by(new Request('http://api/', { headers: { 'x-api-key': client } }))
  const pass = (seconds: number) => redis.age(seconds * 1_000).then(() => clock.advance(seconds * 1_000))
  const read = ({ headers }: Response, field: string, name: string) =>
    Number(new RegExp(`^".+";(?:.*;)?${name}=(\\d+)(?:;|$)`).exec(headers.get(field) ?? '')?.[1] ?? Number.NaN)
  const first = await call()
  const described = `${first.status} ${await first.text()} ${first.headers.get('x-page')}`
  expect(described, `The API answered 201, and its client got ${described}.`).toBe('201 orders 1')
  const fixed = protect({ redis: link.connect(), clock }, policy, async () => Response.redirect('http://api/new', 303))
  const seen = (to: Response) => `${to.status} r=${read(to, 'RateLimit', 'r')}`
  const got = await call('cid', fixed).then(seen, String)
  expect(got, `A redirect has immutable fields, and its client got ${got} (expected 303 r=9).`).toBe('303 r=9')
  const [q, w, left] = ['q', 'w', 'r'].map((name) => read(first, `RateLimit${name === 'r' ? '' : '-Policy'}`, name))
  expect([q, w], `10 requests in 60 seconds, and RateLimit-Policy says q=${q};w=${w}.`).toEqual([10, 60])
  let through = 0
  while (through < 20 && (await call()).status === 201) through += 1
  expect(left, `A client was told r=${left} in RateLimit, and got ${through} more requests through.`).toBe(through)
  await pass(2.6)
  const refused = await call()
  const told = refused.headers.get('Retry-After') ?? 'nothing'
  const [r, t, seconds] = [read(refused, 'RateLimit', 'r'), read(refused, 'RateLimit', 't'), Number(told)]
  expect([refused.status, r], `A client above its limit got ${refused.status} and r=${r}.`).toEqual([429, 0])
  expect(told, `A client above its limit was told ${told} in Retry-After (expected whole seconds).`).toMatch(/^\d+$/)
  expect(t > seconds, `Retry-After says ${told} seconds, and RateLimit says that r holds for ${t}.`).toBe(false)
  await pass(Math.max(0, seconds - 2))
  const { status: early } = await call()
  const { status: late } = await pass(Math.min(2, seconds)).then(() => call())
  const story = `A client was told ${told} in Retry-After.`
  expect(late, `${story} It came again after ${told} seconds and got ${late} (expected 201).`).toBe(201)
  expect(early, `${story} 2 seconds earlier was enough.`).toBe(429)
  link.blackHole()
  let status = 0
  call('bob').then((response) => (status = response.status))
  for (let ms = 0; ms < 2_000; ms += 100) await clock.advance(100)
  expect(status, 'Redis was gone, and a client below its limit was told that it had made too many.').not.toBe(429)
})

test('Each other claim of the design sheet holds', async ({ redis, wire, clock, settled, claims }) => {
  const claimed = claims(sheet)
  claimed.complete()
  claimed.notApplicable('whenReplicaLags', 'There is one Redis. All that a server reads comes from it.')
  const [truth, stale] = [
    claimed.of('sourceOfTruth', 'tokens of a client'),
    claimed.of('mayBeStale', 'tokens of a client'),
  ]
  const [overload, retry] = [claimed.of('underOverload'), claimed.of('retried', 'a command to redis')]
  const twice = claimed.of('whenProcessedTwice', 'a request that is sent twice')
  const same = claimed.find('idempotent', 'a request that is sent twice')
  const [one, two] = [await startServer({ wire, clock, settled }), await startServer({ wire, clock, settled })]

  const burst = one.ask(Array.from({ length: 30 }, () => 'ann'))
  await one.wait(burst)
  const [through, refused] = [count(burst), count(burst, 'refused')]
  const sent = { told: `A client sent 30 requests at once. ${through} got through and ${refused} were refused.` }
  overload.is('unit', 'requests at once', { told: 'A limit is tried by requests of one client at the same moment.' })
  overload.is('does', refused === 20 ? 'refuses' : 'queues', sent)
  overload.atLeast('beyond', through, { ...sent, modestFrom: 1.5 })

  let [more, staleMs] = [0, 0]
  for (let ms = 0; ms < 2_000; ms += 100) {
    const again = two.ask(['ann'])
    await two.wait(again)
    if (count(again) > 0) [more, staleMs] = [more + 1, ms + 100]
    await Promise.all([redis.age(100), clock.advance(100)])
  }
  const above = {
    told: `A client had used up its limit on one server. A second one let ${more} more requests through.`,
  }
  truth.is('in', more > 0 ? 'process memory' : 'redis', above)
  stale.atMost('forMs', staleMs, above)

  const key = /^[\w-]+$/.exec(same?.value.key ?? '')?.[0] ?? 'idempotency-key'
  const { protect } = (await start()) as object as { protect: Protect }
  const handle = protect({ redis: two.redis, clock }, policy, async () => new Response('orders'))
  const call = () => handle(new Request('http://api/', { headers: { 'x-api-key': 'cid', [key]: '7' } }))
  const left = async () => Number(/r=(\d+)/.exec((await call()).headers.get('RateLimit') ?? '')?.[1])
  const taken = 1 + (await left()) - (await left())
  const story = `A request was sent twice, with the same ${key}. The two took ${taken} of what their client may send.`
  twice.is('effect', taken === 1 ? 'once' : 'twice', { told: story })
  if (taken === 1) same?.held(story)
  else if (same) same.tooBold(story)
  else claimed.notApplicable('idempotent', story)

  one.link.delay(/./, { replyMs: 60_000, times: Number.POSITIVE_INFINITY })
  const before = one.link.messages().length
  one.ask(['bob'])
  let [tries, lastMs] = [1, 0]
  for (let ms = 0; ms < 2_000; ms += 20) {
    await clock.advance(20).then(settled)
    const [first = '', ...others] = one.link
      .messages()
      .slice(before)
      .map(({ text }) => text.split(' ')[0])
    const seen = 1 + others.filter((word) => word === first).length
    if (seen > tries) [tries, lastMs] = [seen, ms]
  }
  await one.link.heal()
  const repeated = { told: `Redis did not answer a command, and it was sent ${tries} times.` }
  retry.atMost('times', tries - 1, { ...repeated, modestFrom: 1 })
  retry.atMost('withinMs', lastMs, repeated)
})
