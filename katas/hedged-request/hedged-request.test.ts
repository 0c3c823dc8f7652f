import { type Answer, expect, type KitFixtures, type ScriptedRequest, test } from 'loadbearing/kit'
import { createGet, type Get } from './hedged-request.ts'

type Kit = Pick<KitFixtures, 'http' | 'clock' | 'settled'>

const lateMs = 1_000
type Way = 'is quick' | 'is late' | 'is silent' | 'answers 503' | 'answers 503 late' | 'hangs up' | 'has no such page'

/** Two servers with the same data, each of which behaves as the test says. */
async function openReplicas({ http, clock, settled }: Kit) {
  const ways: { first: Way; second: Way } = { first: 'is quick', second: 'is quick' }
  const script = (name: 'first' | 'second') => async (request: ScriptedRequest) => answer(name, ways[name], request)
  const first = await http.server('the first server', script('first'))
  const second = await http.server('the second server', script('second'))
  const turn = (ofFirst: Way, ofSecond: Way) => {
    Object.assign(ways, { first: ofFirst, second: ofSecond })
    first.forgetRequests()
    second.forgetRequests()
  }
  const read = (get: Get, signal?: AbortSignal) => {
    const reader = { end: 'still waits' }
    get([first.url, second.url], signal).then(
      async (response) => (reader.end = `got ${response.status} from the ${await response.text()}`),
      (error) => (reader.end = error?.name === 'AbortError' ? 'failed with AbortError' : 'failed'),
    )
    return reader
  }
  const pass = (ms: number) => settled().then(() => clock.advance(ms).then(settled))
  const asked = () => [first.requests().length, second.requests().length]
  const open = () => first.inFlight + second.inFlight
  return { second, turn, read, pass, asked, open }
}

async function answer(name: string, way: Way, { sleep }: ScriptedRequest): Promise<Answer> {
  if (way.endsWith('late')) await sleep(lateMs)
  if (way === 'is silent') return { fault: 'hang' }
  if (way === 'hangs up') return { fault: 'drop' }
  return { status: way.startsWith('answers 503') ? 503 : way === 'has no such page' ? 404 : 200, text: name }
}

test('One slow or broken server costs a reader a tenth of a second', async ({ http, clock, settled, evidence }) => {
  const shop = await openReplicas({ http, clock, settled })
  const cases: readonly [first: Way, second: Way, end: string, mostMs: number][] = [
    ['is late', 'is quick', 'got 200 from the second', 101],
    ['is silent', 'is quick', 'got 200 from the second', 101],
    ['answers 503', 'is quick', 'got 200 from the second', 0],
    ['hangs up', 'is quick', 'got 200 from the second', 0],
    ['is late', 'answers 503', 'got 200 from the first', lateMs],
    ['is late', 'hangs up', 'got 200 from the first', lateMs],
    ['is late', 'is silent', 'got 200 from the first', lateMs],
    ['answers 503 late', 'is late', 'got 200 from the second', lateMs + 101],
    ['has no such page', 'is quick', 'got 404 from the first', 0],
    ['answers 503', 'answers 503', 'failed', 0],
    ['answers 503 late', 'answers 503', 'failed', lateMs],
  ]
  const rows: (string | number)[][] = []
  for (const [first, second, expected, mostMs] of cases) {
    shop.turn(first, second)
    const reader = shop.read(createGet(clock))
    await settled()
    await shop.pass(mostMs)
    rows.push([`the first ${first}, the second ${second}`, mostMs, reader.end])
    const story = `The first server ${first}, the second ${second}. After ${mostMs} ms the reader ${reader.end}`
    expect(reader.end, `${story} (expected: ${expected}).`).toBe(expected)
    await shop.pass(2 * lateMs)
  }
  evidence.table('What a reader met', ['servers', 'ms', 'reader'], rows)
})

test('Hedges add at most a tenth to the load', async ({ http, clock, settled, evidence }) => {
  const shop = await openReplicas({ http, clock, settled })
  const readAll = async (reads: number, get: Get) => {
    const readers = []
    for (let made = 0; made < reads; made += 20) {
      for (let nth = 0; nth < Math.min(20, reads - made); nth += 1) readers.push(shop.read(get))
      await shop.pass(200)
    }
    await shop.pass(2 * lateMs)
    return readers.filter(({ end }) => end.startsWith('got 200')).length
  }
  const get = createGet(clock)
  shop.turn('is quick', 'is quick')
  await readAll(100, get)
  const [, early = 0] = shop.asked()
  const many = early === 100 ? 'each time' : 'more than once'
  expect(early, `Both servers were quick, and in 100 reads the second was asked ${many} (expected never).`).toBe(0)
  shop.turn('is late', 'is late')
  const got = await readAll(400, get)
  const [, hedges = 0] = shop.asked()
  evidence.count('second requests in 400 reads, both servers slow', hedges)
  expect(got, `Both servers were slow, and ${got} of 400 readers got an answer (expected 400).`).toBe(400)
  const share = hedges > 300 ? 'nearly all reads were' : hedges > 50 ? 'too many reads were' : 'few reads were'
  expect(hedges, `Both servers were slow, and ${share} made twice (expected at most 50 of 400).`).toBeLessThanOrEqual(
    50,
  )
  await shop.pass(60_000)
  shop.turn('answers 503', 'is quick')
  await readAll(200, get)
  const [, moved = 0] = shop.asked()
  const whoMoved = moved === 200 ? 'all of them' : 'too many'
  const broken = `The first server answered 503 to 200 reads, and ${whoMoved} asked the second (expected at most 30).`
  expect(moved, broken).toBeLessThanOrEqual(30)
  await shop.pass(60_000)
  shop.turn('is late', 'is quick')
  await readAll(10, get)
  const [, later = 0] = shop.asked()
  expect(later, `A quiet minute later the first server was slow for 10 reads. ${later} asked the second.`).toBe(10)
})

test('When one has answered or the reader has left, nobody is still asked', async ({ http, clock, settled }) => {
  const shop = await openReplicas({ http, clock, settled })
  for (const [first, second] of [
    ['is silent', 'is quick'],
    ['is late', 'is silent'],
  ] as const) {
    shop.turn(first, second)
    const reader = shop.read(createGet(clock))
    await shop.pass(100).then(() => shop.pass(lateMs))
    const story = `The first server ${first}, the second ${second}, and the reader ${reader.end}.`
    expect(shop.open(), `${story} Requests were still open after that.`).toBe(0)
  }
  for (const waitedMs of [50, 500]) {
    shop.turn('is silent', 'is silent')
    const left = new AbortController()
    const reader = shop.read(createGet(clock), left.signal)
    await shop.pass(50).then(() => shop.pass(waitedMs - 50))
    left.abort()
    await settled()
    const story = `The reader left after ${waitedMs} ms.`
    expect(reader.end, `${story} The read ${reader.end} (expected: failed with AbortError).`).toBe(
      'failed with AbortError',
    )
    await shop.pass(1_000)
    expect(shop.open(), `${story} Requests were still open after that.`).toBe(0)
    const second = shop.second.requests().length
    expect(second, `${story} The second server was asked ${second} times.`).toBe(waitedMs > 100 ? 1 : 0)
  }
  shop.turn('is quick', 'is quick')
  await Promise.all([settled(), shop.read(createGet(clock))])
  expect(clock.sleeping, 'A read had ended, and something was still waiting on the clock.').toBe(0)
})
