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
  const release = () => Promise.resolve(now.release(quote)).then(settled)
  let calls = 0
  const startCall = (init?: RequestInit) => {
    const caller = { end: 'still waits' }
    calls += 1
    const path = calls % 2 ? `/parcels/${calls}` : `?parcel=${calls}`
    const calling = async () => call(server.url + path, init)
    calling()
      .then(async (response) => (caller.end = `got ${response.status} ${await response.text()}`.trim()))
      .catch((error) => (caller.end = `got ${error.name}`))
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
  const story = `The carrier was silent, and 20 callers asked it. Then ${most} callers asked for reviews, which are well`
  const got = `${story}. ${served} got one (expected ${most}), and one of the others ${readers.at(-1)?.end}.`
  expect(served, got).toBe(most)
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
  evidence.table('40 callers at once', ['on their way, of 5', 'waiting, of 8', 'refused'], [seen])
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
    ['the carrier began an answer, whose rest never came', { headers: { 'content-length': '99' }, text: 'a qu' }],
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
  page.abort(new DOMException('The page was closed.', 'PageClosed'))
  await settled()
  const story = `The carrier was silent. ${limits.waiting} callers who waited closed the page`
  const left = `${story}. The reason was PageClosed, and one of them ${waiting[0]?.end}.`
  expect(count(waiting, 'got PageClosed'), left).toBe(limits.waiting)
  const [late] = await carrier.ask(1, { signal: page.signal })
  expect(late?.end, `A caller who had left before he asked ${late?.end}.`).toBe('got PageClosed')
  const others = await carrier.ask(limits.waiting)
  await carrier.release()
  const [served, sent] = [count(others, 'got 200 a quote'), carrier.server.requests().length]
  const then = `${story}, and ${limits.waiting} others came. When it answered, ${served} of these got a quote`
  expect(served, `${then} (expected ${limits.waiting}), and one ${others.at(-1)?.end}.`).toBe(limits.waiting)
  expect(sent, `${then}. ${sent} calls were sent (expected ${most}: none for those who had left).`).toBe(most)
})

test('A place that becomes free goes to one caller', async ({ http, clock, settled }) => {
  const one = createCall(clock, { atOnce: 1, waiting: 1 })
  const carrier = await openDependency({ http, clock, settled }, 'the carrier', one)
  carrier.hold()
  const story = 'One call was on its way and one caller waited. The call ended'
  // Whatever happens between the end of one call and the begin of the next, somebody asks or leaves in between.
  for (let steps = 0; steps < 60; steps += 1) {
    const [first, second, others] = [new AbortController(), new AbortController(), new AbortController()]
    for (const { signal } of [first, second]) carrier.startCall({ signal })
    first.abort()
    for (let step = 0; step < steps; step += 1) {
      carrier.startCall({ signal: others.signal })
      await Promise.resolve()
    }
    if (steps % 4) second.abort()
    await settled()
    const { inFlight } = carrier.server
    expect(inFlight, `${story}, and others came meanwhile. On their way: ${inFlight} (expected: 1).`).toBeLessThan(2)
    for (const page of [second, others]) page.abort()
    await settled()
  }
  await carrier.ask(1)
  const left = `${story}, and whoever waited left in the same moment. Then another one came, and was not let through.`
  expect(carrier.server.inFlight, left).toBe(1)
})
