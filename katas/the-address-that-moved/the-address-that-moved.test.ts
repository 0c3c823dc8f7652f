import { expect, type KitFixtures, test as kitTest, type ScriptedServer } from 'loadbearing/kit'
import { createGet } from './the-address-that-moved.ts'

/** A shop that reads prices from servers by the name of `prices`, and a DNS that says which those are. */
async function createShop({ http, clock, settled }: Pick<KitFixtures, 'http' | 'clock' | 'settled'>) {
  const silent = new Set<string>()
  const open = (name: string) =>
    http.server(name, async ({ path, sleep }) => {
      if (path === '/report') await sleep(1_500)
      return silent.has(name) ? { fault: 'hang' } : { text: name }
    })
  const dns = { lookUps: 0, servers: [] as readonly ScriptedServer[], ttlMs: 30_000, state: 'is well' }
  const get = createGet(async () => {
    dns.lookUps += 1
    if (dns.state === 'is silent') await new Promise(() => {})
    if (dns.state === 'fails') throw new Error('SERVFAIL')
    return { addresses: dns.servers.map(({ url }) => new URL(url).host), ttlMs: dns.ttlMs }
  }, clock)
  /** So many calls at the same moment, and what each gets. */
  async function ask(calls = 1, path = '/') {
    const asked = Array.from({ length: calls }, () => ({ end: 'still waits' }))
    for (const caller of asked) {
      const call = get(path).then((body) => `got ${body}`)
      void call.catch(() => 'failed').then((end) => Object.assign(caller, { end }))
    }
    return settled().then(() => asked)
  }
  const pass = (ms: number) => settled().then(() => clock.advance(ms).then(settled))
  return { open, silent, dns, ask, pass }
}

const test = kitTest.extend<{ start: () => ReturnType<typeof createShop> }>({
  start: async ({ http, clock, settled }, use) => use(() => createShop({ http, clock, settled })),
})

const notSo = (asked: readonly { end: string }[], right: string) => asked.filter(({ end }) => end !== right)

test('What one call has looked up and opened, the next one uses', async ({ start, evidence }) => {
  const shop = await start()
  const prices = await shop.open('prices')
  shop.dns.servers = [prices]
  const lost = notSo(await shop.ask(50), 'got prices')
  expect(lost, '50 callers came at once, and not all of them got prices.').toEqual([])
  expect(shop.dns.lookUps, `50 callers came at once, and DNS was asked ${shop.dns.lookUps} times (expected 1).`).toBe(1)
  const connections = prices.connectionsOpened
  for (let second = 1; second <= 15; second += 1) await shop.pass(1_000).then(() => shop.ask())
  evidence.count('lookups for 65 calls in 15 seconds', shop.dns.lookUps, { expected: 1 })
  const story = 'A call a second for 15 seconds, in which the answer was good:'
  expect(shop.dns.lookUps, `${story} DNS was asked ${shop.dns.lookUps} times (expected 1).`).toBe(1)
  expect(prices.connectionsOpened - connections, `${story} New connections were opened (expected: none).`).toBe(0)
})

test('After its time to live an address gets no more calls unless DNS still names it', async ({ start, evidence }) => {
  const shop = await start()
  const [old, fresh] = [await shop.open('the old server'), await shop.open('the new one')]
  shop.dns.servers = [old]
  await shop.ask(5).then(() => shop.pass(29_000))
  shop.dns.servers = [fresh]
  const readers = []
  for (let seconds = 0; seconds <= 50; seconds += 1) {
    if (seconds === 31) old.forgetRequests()
    readers.push(...(await shop.ask(1, '/report')))
    await shop.pass(1_000)
  }
  await shop.pass(1_000)
  const [late, lost] = [old.requests().length, readers.filter(({ end }) => !end.startsWith('got')).length]
  evidence.count('calls to the old server more than 30 seconds later', late, { expected: 0 })
  const story = 'The service moved, and the old server went on answering.'
  expect(late, `${story} More than 30 seconds later it got ${late} of 20 calls (expected 0).`).toBe(0)
  expect(lost, `${story} A report takes 1.5 seconds, and ${lost} of 51 readers did not get it.`).toBe(0)
  expect(old.connectionsOpen, `${story} Later connections to it were still open (expected: none).`).toBe(0)
  shop.dns.servers = [old]
  const missed = notSo(await shop.pass(60_000).then(() => shop.ask()), 'got the old server')
  expect(missed, 'It moved back, and for a minute nobody called. The next one did not get the old server.').toEqual([])
})

test('A connection that fails is a reason to look again, once a second at most', async ({ start, evidence }) => {
  for (const way of ['was gone', 'was silent']) {
    const shop = await start()
    const [old, fresh] = [await shop.open('the old server'), await shop.open('the new one')]
    Object.assign(shop.dns, { servers: [old], ttlMs: 3_600_000 })
    await shop.ask().then(() => shop.pass(5_000))
    shop.dns.servers = [fresh]
    if (way === 'was gone') await old.stop()
    else shop.silent.add(old.name)
    const asked = await shop.ask(20)
    await shop.pass(2_000)
    const story = `The service moved, and the old server ${way}. Its time to live was an hour.`
    const lost = notSo(asked, 'got the new one')
    expect(lost, `${story} Of 20 callers ${lost.length} got nothing; one ${lost[0]?.end}.`).toHaveLength(0)
    expect(shop.dns.lookUps, `${story} For 20 callers DNS was asked again ${shop.dns.lookUps - 1} times.`).toBe(2)
    old.forgetRequests()
    await shop.ask(5)
    expect(old.requests(), `${story} Later callers were still sent to it.`).toEqual([])
    await fresh.stop()
    shop.dns.lookUps = 0
    for (let tenth = 0; tenth < 20; tenth += 1) await shop.ask(5).then(() => shop.pass(100))
    const down = 'For 2 seconds the only server was down, and 100 calls failed.'
    evidence.count(`lookups for 100 failed calls in 2 seconds (${way})`, shop.dns.lookUps)
    expect(shop.dns.lookUps <= 3, `${down} DNS was asked more than once a second.`).toBe(true)
    const [next] = await Promise.all([shop.pass(1_000), fresh.start()]).then(() => shop.ask())
    expect(next?.end, `${down} When it was back, a caller ${next?.end}.`).toBe('got the new one')
  }
})

test('While DNS is down the last answer serves, for at most ten minutes', async ({ start, clock }) => {
  for (const way of ['fails', 'is silent']) {
    const shop = await start()
    shop.dns.servers = [await shop.open('prices')]
    await shop.ask()
    const downMs = clock.now()
    for (const minutes of [1, 9, 12]) {
      shop.dns.state = way
      await shop.pass(minutes * 60_000 - (clock.now() - downMs))
      shop.dns.lookUps = 0
      const expected = minutes < 10 ? 'got prices' : 'failed'
      const asked = await shop.ask(20)
      await shop.pass(1_000)
      const story = `For ${minutes} minutes DNS ${way}, and the time to live was 30 seconds.`
      const lost = notSo(asked, expected)
      expect(lost, `${story} Of 20 callers ${lost.length} ${lost[0]?.end} (expected: ${expected}).`).toHaveLength(0)
      expect(shop.dns.lookUps <= 2, `${story} DNS was asked more than once a second.`).toBe(true)
    }
    shop.dns.state = 'is well'
    const [next] = await shop.pass(5_000).then(() => shop.ask())
    expect(next?.end, `DNS ${way} no more. 5 seconds later a caller ${next?.end}.`).toBe('got prices')
  }
})

test('Calls are spread over all addresses, and a dead one costs no caller an answer', async ({ start, evidence }) => {
  const shop = await start()
  const servers = [await shop.open('a'), await shop.open('b'), await shop.open('c')]
  shop.dns.servers = servers
  for (const calls of [90, 1]) {
    for (let made = 0; made < 90; made += calls) await shop.ask(calls)
    const how = `of 90 calls ${calls > 1 ? 'at once' : 'one by one'}`
    evidence.table(how, ['a', 'b', 'c'], [servers.map((one) => one.requests().length)])
    const left = servers.filter((server) => server.requests().length < 5).map(({ name }) => name)
    expect(left, `DNS named servers a, b and c. ${left.join(' and ')} got fewer than 5 ${how}.`).toEqual([])
    for (const server of servers) server.forgetRequests()
  }
  for (const gone of [1, 2]) {
    await Promise.all([servers[gone]?.stop(), shop.pass(2_000)])
    Object.assign(shop.dns, { lookUps: 0, state: gone === 1 ? 'is well' : 'fails' })
    const lost = (await shop.ask(60)).filter(({ end }) => !end.startsWith('got'))
    const story = `Of three servers ${gone} went away, and DNS ${shop.dns.state}.`
    expect(lost, `${story} ${lost.length} of 60 callers got no answer (expected 0).`).toEqual([])
    expect(shop.dns.lookUps <= 1, `${story} For 60 callers at once it was asked ${shop.dns.lookUps} times.`).toBe(true)
  }
})
