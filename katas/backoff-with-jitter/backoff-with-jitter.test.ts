import { type Answer, expect, type KitFixtures, test } from 'loadbearing/kit'
import { withRetry } from './backoff-with-jitter.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>

/** The API, and scanners that ask it for their next parcel. */
async function startApi({ http, clock, settled }: Kit) {
  const now: { answer: (nth: number) => Answer | Promise<Answer> } = { answer: () => ({ text: 'a parcel' }) }
  const api = await http.server('the API', ({ nth }) => now.answer(nth))
  /** So many scanners at the same moment. `end` is how each call stands. */
  const scan = (scanners: number, signal?: AbortSignal) =>
    Array.from({ length: scanners }, (_, nth) => {
      const call = { end: 'still waits' }
      const send = (trySignal: AbortSignal) => fetch(`${api.url}/next?scanner=${nth}`, { signal: trySignal })
      withRetry(send, { clock, ...(signal && { signal }) }).then(
        async (response) => (call.end = `got ${response.status} ${await response.text()}`),
        (error) => (call.end = `failed with ${error.name}`),
      )
      return call
    })
  const pass = (ms: number) => settled().then(() => clock.advance(ms).then(settled))
  const passUntil = async (isOver: () => boolean, mostMs: number) => {
    for (let passedMs = 0; passedMs < mostMs && !isOver(); passedMs += 500) await pass(500)
  }
  return { api, now, scan, pass, passUntil }
}

test('Clients that failed together do not come back together', async ({ http, clock, settled, evidence }) => {
  const { api, now, scan, pass } = await startApi({ http, clock, settled })
  const scanners = 300
  now.answer = () => ({ status: 503 })
  scan(scanners)
  await settled()
  expect(api.requests().length, 'The API answered 503 to the first call of a scanner, and not all had called.').toBe(
    scanners,
  )
  const tries = new Map<string, number>()
  const peaks = [0, 0, 0]
  for (let passedMs = 0; passedMs < 20_000; passedMs += 100) {
    api.forgetRequests()
    await pass(100)
    const arrived = [0, 0, 0]
    for (const { query } of api.requests()) {
      const before = tries.get(query['scanner'] ?? '') ?? 0
      tries.set(query['scanner'] ?? '', before + 1)
      arrived[before] = (arrived[before] ?? 0) + 1
    }
    for (const nth of [0, 1, 2]) peaks[nth] = Math.max(peaks[nth] ?? 0, arrived[nth] ?? 0)
  }
  const [least, most] = [Math.min(...tries.values()), Math.max(...tries.values())]
  // What is drawn by chance is no count to compare.
  const rows = peaks.map((peak, at) => [at + 2, peak])
  evidence.table(`Of ${scanners} scanners, most calls within 100 ms`, ['try', 'calls'], rows)
  const story = `The API answered 503 to ${scanners} scanners at once.`
  expect(tries.size, `${story} In 20 seconds ${tries.size} of them tried again (expected ${scanners}).`).toBe(scanners)
  for (const [at, peak] of peaks.entries()) {
    const share = peak > 0.9 * scanners ? 'nearly all' : peak > 0.4 * scanners ? 'too many' : 'few'
    const nth = ['second', 'third', 'fourth'][at]
    const came = `For their ${nth} try ${share} came within the same 100 ms (expected at most 40 %).`
    expect(peak, `${story} ${came}`).toBeLessThanOrEqual(0.4 * scanners)
  }
  const calls = `It was down for 20 seconds, and a scanner called between ${least} and ${most} more times`
  expect(least >= 3 && most <= 8, `${story} ${calls} (expected between 3 and 8).`).toBe(true)
})

test('A call is repeated only where another try may end better', async ({ http, clock, settled }) => {
  const well: Answer = { text: 'a parcel' }
  for (const status of [400, 401, 404, 409, 422]) {
    const { api, now, scan, passUntil } = await startApi({ http, clock, settled })
    now.answer = () => ({ status, text: 'no' })
    const [call] = scan(1)
    await passUntil(() => call?.end !== 'still waits', 60_000)
    const requests = api.requests().length
    const story = `The API answered ${status}. It was asked ${requests === 1 ? 'once' : 'more than once'}, and the caller ${call?.end}`
    expect([requests, call?.end], `${story} (expected: asked once, got ${status} no).`).toEqual([1, `got ${status} no`])
  }
  const ways = {
    'answered 503': { status: 503 },
    'answered 429': { status: 429 },
    'hung up': { fault: 'drop' },
  } as const
  for (const [way, answer] of Object.entries(ways)) {
    const { now, scan, passUntil } = await startApi({ http, clock, settled })
    now.answer = (nth) => (nth < 3 ? answer : well)
    const [call] = scan(1)
    await passUntil(() => call?.end !== 'still waits', 60_000)
    expect(call?.end, `The API ${way} twice, then it was well. The caller ${call?.end}.`).toBe('got 200 a parcel')
  }
})

test('A call ends when its time is over or its caller has left', async ({ http, clock, settled, evidence }) => {
  const { api, now, scan, pass, passUntil } = await startApi({ http, clock, settled })
  now.answer = () => ({ fault: 'hang' })
  const [call] = scan(1)
  const open = () => api.requests().filter(({ outcome }) => outcome === 'open').length
  let mostOpen = 0
  await passUntil(() => {
    mostOpen = Math.max(mostOpen, open())
    return call?.end !== 'still waits'
  }, 30_000)
  evidence.count('requests of one call open at the same time, the API silent', mostOpen, { expected: 1 })
  const silent = 'The API was silent.'
  expect(api.requests().length, `${silent} The first try was never given up.`).toBeGreaterThan(1)
  expect(
    mostOpen,
    `${silent} ${mostOpen > 1 ? 'Several requests' : 'No request'} of one call were open at a time (expected 1).`,
  ).toBe(1)
  expect(call?.end, `${silent} After 30 seconds the caller ${call?.end} (expected: failed).`).toMatch(/^failed/)

  for (const moment of ['while a try is on its way', 'between two tries'] as const) {
    api.forgetRequests()
    now.answer = () => (moment === 'between two tries' ? { status: 503 } : { fault: 'hang' })
    const left = new AbortController()
    const [gone] = scan(1, left.signal)
    await settled()
    left.abort()
    await settled()
    const story = `The caller left ${moment}.`
    const end = gone?.end
    await pass(20_000)
    const requests = api.requests().length
    expect(requests, `${story} In the next 20 seconds the API was asked ${requests - 1} more times.`).toBe(1)
    expect(open(), `${story} Its request stayed open.`).toBe(0)
    expect(end, `${story} The call ${end} (expected: failed with AbortError).`).toBe('failed with AbortError')
  }
})
