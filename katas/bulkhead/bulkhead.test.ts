import { type Answer, expect, type KitFixtures, test } from 'loadbearing/kit'
import { createCall, type Limits } from './bulkhead.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>
const quote: Answer = { text: 'a quote' }
const limits: Limits = { atOnce: 5, waiting: 8 }
const most = limits.atOnce + limits.waiting

/** A service that answers as the test says, or not before the test says so. */
async function openDependency({ http, clock, settled }: Kit, name: string, call = createCall(clock, limits)) {
  const now = { answer: Promise.resolve(quote), release: (_: Answer) => {} }
  const server = await http.server(name, ({ until }) => until(now.answer))
  const turn = (answer: Answer) => (now.answer = Promise.resolve(answer))
  /** From now on nobody gets an answer before `release`. */
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<Answer>()
    Object.assign(now, { answer: promise, release: resolve })
  }
  const release = async () => {
    now.release(quote)
    await settled()
  }
  const startCall = (init?: RequestInit) => {
    const caller = { end: 'still waits' }
    const calling = async () => call(`${server.url}/parcels/${Math.random()}`, init)
    calling().then(
      async (response) => (caller.end = `got ${response.status} ${await response.text()}`.trim()),
      (error) => (caller.end = `got ${error.name}`),
    )
    return caller
  }
  /** So many calls at the same moment, and how each stands when nothing moves any more. */
  const ask = async (callers: number, init?: RequestInit) => {
    const asked = Array.from({ length: callers }, () => startCall(init))
    await settled()
    return asked
  }
  return { server, turn, hold, release, startCall, ask }
}

const count = (callers: readonly { end: string }[], end: string) => callers.filter((one) => one.end === end).length

test('A silent dependency keeps no caller of another waiting', async ({ http, clock, settled, evidence }) => {
  const call = createCall(clock, limits)
  const carrier = await openDependency({ http, clock, settled }, 'the carrier', call)
  const reviews = await openDependency({ http, clock, settled }, 'the reviews', call)
  carrier.turn({ fault: 'hang' })
  await carrier.ask(20)
  const readers = await reviews.ask(most)
  const served = count(readers, 'got 200 a quote')
  evidence.count(`readers of reviews who got one, of ${most}`, served, { expected: most })
  const story = `The carrier was silent, and 20 callers asked it. Then ${most} callers asked for reviews, which are well.`
  expect(served, `${story} ${served} got one (expected ${most}), and one of the others ${readers.at(-1)?.end}.`).toBe(
    most,
  )
})

test('No dependency has more calls on their way, or callers waiting, than it may', async ({
  http,
  clock,
  settled,
  evidence,
}) => {
  const carrier = await openDependency({ http, clock, settled }, 'the carrier')
  carrier.hold()
  const callers = await carrier.ask(40)
  const refused = count(callers, 'got BulkheadFull')
  const seen = [carrier.server.inFlight, callers.length - refused - carrier.server.inFlight, refused]
  const columns = ['', 'on their way', 'waiting', 'refused']
  evidence.table('40 callers at once', columns, [
    ['seen', ...seen],
    ['expected', 5, 8, 27],
  ])
  const story = '40 callers asked a silent carrier at the same moment.'
  const counts = `${seen[0]} calls were on their way, ${seen[1]} callers waited, ${seen[2]} were refused`
  expect(seen, `${story} ${counts} (expected 5, 8 and 27).`).toEqual([5, 8, 27])
  await carrier.release()
  const served = count(callers, 'got 200 a quote')
  const total = `Then it answered. ${served} of them got a quote, by ${carrier.server.requests().length} calls`
  expect([served, carrier.server.requests().length], `${story} ${total} (expected 13 and 13).`).toEqual([13, 13])
  expect(carrier.server.mostInFlight, `${story} Later ${carrier.server.mostInFlight} were on their way.`).toBe(5)
})

test('However a call ends, its place is free again', async ({ http, clock, settled, evidence }) => {
  const ends: readonly [story: string, answer: Answer, init?: RequestInit][] = [
    ['the carrier answered 503', { status: 503 }],
    ['the carrier hung up', { fault: 'drop' }],
    ['the carrier was silent for 10 seconds', { fault: 'hang' }],
    ['their callers left', { fault: 'hang' }],
    ['fetch refused to send them', quote, { body: 'a GET has none' }],
  ]
  for (const [story, answer, init] of ends) {
    const carrier = await openDependency({ http, clock, settled }, 'the carrier')
    for (let round = 0; round < 3; round += 1) {
      const page = new AbortController()
      carrier.turn(answer)
      await carrier.ask(limits.atOnce, { signal: page.signal, ...init })
      if (story.startsWith('their')) page.abort()
      await settled().then(() => clock.advance(10_000).then(settled))
    }
    carrier.hold()
    await carrier.ask(most + 1)
    const { inFlight } = carrier.server
    evidence.count(`calls on their way after ${story}`, inFlight, { expected: limits.atOnce })
    const then = `Then 14 callers came, and ${inFlight} of their calls were on their way (expected ${limits.atOnce}).`
    expect(inFlight, `15 calls ended because ${story}. ${then}`).toBe(limits.atOnce)
  }
})

test('A caller who stops waiting leaves the queue', async ({ http, clock, settled }) => {
  const carrier = await openDependency({ http, clock, settled }, 'the carrier')
  carrier.hold()
  await carrier.ask(limits.atOnce)
  const page = new AbortController()
  const waiting = await carrier.ask(limits.waiting, { signal: page.signal })
  page.abort()
  await settled()
  const story = `The carrier was silent. ${limits.waiting} callers who waited closed the page`
  expect(count(waiting, 'got AbortError'), `${story}, and one of them ${waiting[0]?.end}.`).toBe(limits.waiting)
  const [late] = await carrier.ask(1, { signal: AbortSignal.abort() })
  expect(late?.end, `A caller who had left before he asked ${late?.end}.`).toBe('got AbortError')
  const others = await carrier.ask(limits.waiting)
  const refused = count(others, 'got BulkheadFull')
  expect(refused, `${story}. Of the next ${limits.waiting}, ${refused} were refused (expected 0).`).toBe(0)
  await carrier.release()
  const served = count(others, 'got 200 a quote')
  const then = `${story}, and ${limits.waiting} others came. When it answered, ${served} of these got a quote`
  expect(served, `${then} (expected ${limits.waiting}).`).toBe(limits.waiting)
  const sent = carrier.server.requests().length
  expect(sent, `${then}. ${sent} calls were sent (expected ${most}: none for those who had left).`).toBe(most)
})

test('A place that becomes free goes to one caller', async ({ http, clock, settled }) => {
  const carrier = await openDependency({ http, clock, settled }, 'the carrier')
  carrier.hold()
  const page = new AbortController()
  await carrier.ask(1, { signal: page.signal })
  await carrier.ask(limits.atOnce - 1)
  await carrier.ask(3)
  page.abort()
  // Whatever happens between the end of one call and the begin of the next, somebody asks in between.
  for (let step = 0; step < 100; step += 1) {
    carrier.startCall()
    await Promise.resolve()
  }
  await settled()
  const { inFlight } = carrier.server
  const story = `${limits.atOnce} calls were on their way and 3 callers waited. One call ended, and others came meanwhile.`
  expect(inFlight, `${story} ${inFlight} calls were on their way (expected ${limits.atOnce}).`).toBe(limits.atOnce)
})
