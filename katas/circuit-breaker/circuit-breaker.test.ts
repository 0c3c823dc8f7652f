import { type Answer, expect, type KitFixtures, test } from 'loadbearing/kit'
import { createCall } from './circuit-breaker.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>
const quote: Answer = { text: 'a quote' }
const ways = { 'answers 503': { status: 503 }, 'hangs up': { fault: 'drop' }, 'is silent': { fault: 'hang' } } as const

async function startShop({ http, clock, settled }: Kit, call = createCall(clock)) {
  const now = { answer: Promise.resolve(quote) }
  const carrier = await http.server('the carrier', ({ until }) => until(now.answer))
  const pass = (ms: number) => settled().then(() => clock.advance(ms).then(settled))
  const turn = (answer: Answer | Promise<Answer>) => {
    now.answer = Promise.resolve(answer)
    carrier.forgetRequests()
  }
  /** So many calls at the same moment, and how each stands when nothing moves any more. */
  const ask = async (callers: number, init?: RequestInit) => {
    const asked = Array.from({ length: callers }, () => ({ end: 'still waits', pauseMs: 0 }))
    for (const [nth, caller] of asked.entries()) {
      const calling = async () => call(`${carrier.url}/parcels/${nth}`, init)
      calling().then(
        async (response) => (caller.end = `got ${response.status} ${await response.text()}`.trim()),
        (error) => Object.assign(caller, { end: `got ${error.name}`, pauseMs: error.retryAfterMs }),
      )
    }
    await settled()
    return asked
  }
  const next = async () => (await ask(1))[0] ?? { end: 'is missing', pauseMs: 0 }
  const pauseAsTold = async () => pass(Math.min((await next()).pauseMs || 0, 60_000) + 1)
  const outage = async () => {
    turn({ status: 503 })
    await ask(20)
    await pauseAsTold()
  }
  const expectInFlight = (calls: number, story: string) =>
    expect(carrier.inFlight, `${story} ${carrier.inFlight} calls were on their way (expected ${calls}).`).toBe(calls)
  const expectRecovery = async (story: string) => {
    turn(quote)
    for (let call = 0; call < 4; call += 1) await pauseAsTold()
    const through = (await ask(10)).filter(({ end }) => end === 'got 200 a quote').length
    const told = `${story} Then the carrier was well, and ${through} of 10 callers got a quote (expected 10).`
    expect(through, told).toBe(10)
  }
  return { carrier, pass, turn, ask, next, outage, expectInFlight, expectRecovery }
}

test('A failing dependency is left alone, and callers are told at once', async ({ http, clock, settled, evidence }) => {
  const call = createCall(clock)
  for (const [way, answer] of Object.entries(ways)) {
    const { carrier, pass, turn, ask, next } = await startShop({ http, clock, settled }, call)
    await ask(30).then(() => pass(12_000))
    const old = Promise.withResolvers<Answer>()
    turn(old.promise)
    await ask(1).then(() => turn(answer))
    await ask(20)
    expect(carrier.requests().length, 'A carrier was well, 20 callers came, and not all calls reached it.').toBe(20)
    await pass(way === 'is silent' ? 10_000 : 0)
    const { end, pauseMs } = await next()
    await pass(500).then(() => old.resolve({ status: 503 }))
    await pass(Math.max(501, pauseMs || 0) - 501)
    const [late] = await ask(10)
    const early = carrier.requests().length - 20
    await pass(2).then(next)
    const later = carrier.requests().length - 20 - early
    evidence.count(`calls after 20 failures (the carrier ${way})`, early, { expected: 0 })
    const story = `A carrier that ${way} had failed 20 calls.`
    expect(end, `${story} The next caller ${end} (expected: got CircuitOpen at once).`).toBe('got CircuitOpen')
    expect(pauseMs >= 1_000 && pauseMs <= 5_000, `${story} The next caller was told to wait ${pauseMs} ms.`).toBe(true)
    const counts = `${early} calls came in the pause of ${pauseMs} ms, and ${later} at its end (expected 0 and 1).`
    expect([early, later], `${story} ${counts}`).toEqual([0, 1])
    expect(late?.pauseMs, `${story} The pause had 1 ms left, and a caller was told ${late?.pauseMs}.`).toBeLessThan(100)
  }
})

test('Stray failures and the mistakes of callers cut nobody off', async ({ http, clock, settled }) => {
  const strays: readonly [story: string, calls: number, answer: Answer, end: string][] = [
    ['The carrier failed 4 calls', 4, { status: 503 }, 'got 503'],
    ['30 callers asked for parcels that do not exist', 30, { status: 404, text: 'unknown' }, 'got 404 unknown'],
    ['30 visitors closed the page before the carrier had answered', 30, { fault: 'hang' }, 'got AbortError'],
    ['30 pages waited for less than the carrier took', 30, { fault: 'hang' }, 'got TimeoutError'],
  ]
  for (const [story, calls, answer, expected] of strays) {
    const { carrier, turn, ask, next } = await startShop({ http, clock, settled })
    const page = new AbortController()
    turn(answer)
    const [caller] = await ask(calls, { method: 'POST', body: 'two kilos', signal: page.signal })
    page.abort(expected === 'got TimeoutError' ? new DOMException('Too late.', 'TimeoutError') : undefined)
    await settled()
    expect(carrier.requests()[0]?.text, 'A call did not arrive as it was made.').toBe('two kilos')
    turn(quote)
    const ends = [caller?.end, (await next()).end]
    expect(ends, `${story}. One ${ends[0]}, the next caller ${ends[1]}.`).toEqual([expected, 'got 200 a quote'])
  }
  const { turn, ask, next } = await startShop({ http, clock, settled })
  for (let round = 1; round <= 20; round += 1) {
    turn({ fault: 'drop' })
    await next()
    turn(quote)
    const refused = (await ask(9)).filter(({ end }) => end !== 'got 200 a quote').length
    expect(refused, `In 200 calls 1 in 10 failed. After ${round * 10} calls ${refused} callers got no quote.`).toBe(0)
  }
})

test('After the pause one call at a time goes out, until one succeeds', async ({ http, clock, settled, evidence }) => {
  const { carrier, turn, ask, outage, expectInFlight, expectRecovery } = await startShop({ http, clock, settled })
  const probe = Promise.withResolvers<Answer>()
  await outage().then(() => turn(probe.promise))
  await ask(10)
  evidence.count('probes at the same time', carrier.inFlight, { expected: 1 })
  expectInFlight(1, 'The pause was over, and 10 callers came.')
  probe.resolve({ status: 503 })
  await settled().then(() => ask(10))
  expect(carrier.requests().length, 'The probe failed, and the next calls went to the carrier all the same.').toBe(1)
  await expectRecovery('A probe failed, and another pause went by.')
})

test('A probe without a verdict makes room for the next', async ({ http, clock, settled }) => {
  const { carrier, pass, turn, ask, outage, expectInFlight, expectRecovery } = await startShop({ http, clock, settled })
  for (const isCancelled of [true, false]) {
    await outage().then(() => turn({ fault: 'hang' }))
    const [first, later] = [new AbortController(), new AbortController()]
    await ask(1, { signal: first.signal }).then(() => pass(9_000))
    if (isCancelled) first.abort()
    await settled().then(() => ask(10, { signal: later.signal }))
    const story = `A probe ${isCancelled ? 'was cancelled by its caller' : 'had no answer for 9 seconds'}.`
    expectInFlight(Math.min(1, carrier.inFlight), `${story} 10 callers came.`)
    later.abort()
    await pass(1_000)
    await expectRecovery(story)
  }
})

test('A late answer from before the outage does not stand in for the probe', async ({ http, clock, settled }) => {
  for (const late of [quote, { status: 503 }]) {
    const { pass, turn, ask, next, outage, expectInFlight } = await startShop({ http, clock, settled })
    const [old, probe] = [Promise.withResolvers<Answer>(), Promise.withResolvers<Answer>()]
    turn(old.promise)
    const [first] = await ask(1)
    await outage().then(() => turn(probe.promise))
    await ask(1)
    old.resolve(late)
    await pass(6_000).then(() => ask(10))
    const story = `While a probe was on its way, a call from before the outage ${first?.end}.`
    expectInFlight(1, `${story} 6 seconds later 10 callers came.`)
    probe.resolve(quote)
    await settled()
    expect((await next()).end, `${story} The probe succeeded. The next caller was refused.`).toBe('got 200 a quote')
  }
})
