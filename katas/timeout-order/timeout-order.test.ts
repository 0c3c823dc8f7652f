import { type Answer, expect, type KitFixtures, type LoggedRequest, learnerFile, test } from 'loadbearing/kit'

type Kit = Pick<KitFixtures, 'http' | 'nginx'>
/** What an app does with a request: answer at once, be held up by a slow charge, or never answer. */
type Way = 'quick' | 'slow' | 'hangs'

const pageLeavesAfterMs = 1_000
const appSpeaksAfterMs = 100
const appHasMs = 200
const nginxAnswersWithinMs = 800

/** Three apps behind your configuration. Each that gets a payment charges the card, whatever it says afterwards. */
async function openShop({ http, nginx }: Kit) {
  const plans = new Map<string, readonly Way[]>()
  const attempts: string[] = []
  const leavers = new Map<string, AbortController>()
  const arrived = (name: string) => attempts.filter((one) => one === name).length
  const appSpeaks = () => new Promise((resolve) => setTimeout(resolve, appSpeaksAfterMs))
  const startApp = (app: string) =>
    http.server(app, async ({ method, path, text, until }): Promise<Answer> => {
      const name = method === 'POST' ? text : path
      attempts.push(name)
      leavers.get(name)?.abort()
      const way = plans.get(name)?.at(Math.min(arrived(name), plans.get(name)?.length ?? 1) - 1) ?? 'quick'
      if (way === 'hangs') return { fault: 'hang' }
      if (way === 'quick') return { text: `an app has done ${name}` }
      await until(appSpeaks())
      return { status: 202, text: `an app is not done with ${name}` }
    })
  const apps = [await startApp('app-1'), await startApp('app-2'), await startApp('app-3')]
  const named = apps.map((app) => [`${app.name}:8080`, app])
  await nginx.start(learnerFile('timeout-order.conf'), { apps: Object.fromEntries(named) })
  let last = 0
  /** A page of which the first attempt goes the first way, the second the second, and all others the last. */
  const plan = (...ways: Way[]) => {
    const path = `/products/${++last}`
    plans.set(path, ways)
    return path
  }
  const read = async (...ways: Way[]) => {
    const path = plan(...ways)
    const { status, text } = await nginx.request(path, { giveUpAfterMs: pageLeavesAfterMs })
    return { status, isServed: status === 200 && text === `an app has done ${path}` }
  }
  /** The reader closes the page as soon as an app has begun with it. */
  const readAndLeave = async () => {
    const path = plan('hangs')
    const page = new AbortController()
    leavers.set(path, page)
    await fetch(nginx.url + path, { signal: page.signal }).catch(() => {})
    return path
  }
  const pay = async (...ways: Way[]) => {
    const body = `payment ${++last}`
    plans.set(body, ways)
    const options = { method: 'POST', body, giveUpAfterMs: pageLeavesAfterMs }
    const { status, text } = await nginx.request('/payments', options)
    return { status, isByApp: text.startsWith('an app'), charges: arrived(body) }
  }
  const first = [(await read('quick')).status, (await pay('quick')).status]
  expect(first, `All apps are well. A reader got ${first[0]}, a customer who paid ${first[1]}.`).toEqual([200, 200])
  await nginx.forgetAccessLog()
  return { read, readAndLeave, pay, arrived }
}

const columns = ['request', 'answer', 'what nginx had from apps', 'ms']
const row = ({ method, path, status, attempts, durationMs }: LoggedRequest) => [
  `${method} ${path}`,
  status,
  attempts.map((attempt) => attempt.status ?? 'nothing').join(', '),
  durationMs,
]

const times = (count: number) => (count === 1 ? 'once' : `${count} times`)
/** What may be said of a payment that nobody knows the outcome of. To whoever has left, nothing was said. */
const isTrue = (status: number | undefined) => status === undefined || status === 202 || status >= 500

/** Of those requests with which the most apps hung. Infinite if everybody left before the answer. */
function findQuickestMs(log: readonly LoggedRequest[], method: string) {
  const hangs = ({ attempts }: LoggedRequest) => attempts.filter(({ status }) => status === 504).length
  const answered = log.filter((line) => line.method === method && line.status !== 499)
  const most = Math.max(...answered.map(hangs))
  return Math.min(...answered.filter((line) => hangs(line) === most).map(({ durationMs }) => durationMs))
}

test('A payment that takes long is answered by the app that has it', async ({ http, nginx, evidence }) => {
  const { read, pay } = await openShop({ http, nginx })
  const { status, isByApp, charges } = await pay('slow', 'quick')
  await Promise.all([read('hangs', 'quick'), pay('hangs')])
  const log = await nginx.accessLog()
  evidence.table('in the log of nginx', columns, log.map(row))
  const story = `A charge took long. Its app would have answered 202 after ${appSpeaksAfterMs} ms.`
  const seen = `${story} The customer got ${status ?? 'nothing'}, and the card was charged ${times(charges)} (expected: 202, once).`
  expect([status, charges], seen).toEqual([202, 1])
  expect(isByApp, `${story} nginx gave up before that, and answered by itself.`).toBe(true)
  // A timer of nginx may be late, but is never early. Its log is rounded.
  const hasty = log.filter(({ attempts: [first] }) => first?.status === 504 && Number(first.durationMs) < appHasMs - 3)
  expect(hasty, `An app was silent. nginx gave it up before ${appHasMs} ms had passed.`).toEqual([])
})

test('A payment that one app has seen goes to no other', async ({ http, nginx, evidence }) => {
  const { pay } = await openShop({ http, nginx })
  const { status, charges } = await pay('hangs', 'quick')
  evidence.table('in the log of nginx', columns, (await nginx.accessLog()).map(row))
  const story = `An app took a payment, charged the card and hung. The customer pressed once and got ${status}`
  expect(charges, `${story}. Another app was sent the payment too: ${charges} charges (expected 1).`).toBe(1)
  expect(isTrue(status), `${story}, although nobody knows what became of it.`).toBe(true)
})

test('A page whose app hangs comes from another', async ({ http, nginx, evidence }) => {
  const { read } = await openShop({ http, nginx })
  const { status, isServed } = await read('hangs', 'quick')
  evidence.table('in the log of nginx', columns, (await nginx.accessLog()).map(row))
  const got = status ?? `nothing for ${pageLeavesAfterMs} ms, and left`
  const story = 'One app hung, two were well. A reader'
  expect(isServed, `${story} got ${got} (expected: the page, from another app).`).toBe(true)
})

test('The page hears from nginx before it gives up, however many apps hang', async ({ http, nginx, evidence }) => {
  const { read, pay } = await openShop({ http, nginx })
  for (const [who, method] of Object.entries({ reader: 'GET', customer: 'POST' })) {
    const story = `All three apps hung. A ${who}`
    let quickestMs = Number.POSITIVE_INFINITY
    // A busy machine makes nginx later: the quickest of three counts, and 50 ms are for the machine.
    for (let tries = 0; tries < 3 && quickestMs > nginxAnswersWithinMs + 50; tries += 1) {
      const { status, charges } = method === 'GET' ? { ...(await read('hangs')), charges: 0 } : await pay('hangs')
      expect(isTrue(status), `${story} got ${status} (expected: 5xx).`).toBe(true)
      expect(charges, `All three apps hung. A payment was sent to ${charges} (expected 1).`).toBeLessThan(2)
      quickestMs = findQuickestMs(await nginx.accessLog(), method)
    }
    evidence.table(`in the log of nginx: the ${who}`, columns, (await nginx.accessLog()).map(row))
    const left = `${story} heard nothing for ${pageLeavesAfterMs} ms and left, while nginx was still waiting for an app.`
    expect(quickestMs, left).not.toBe(Number.POSITIVE_INFINITY)
    const late = `${story} had an answer, but only when more than ${nginxAnswersWithinMs} ms had passed.`
    expect(quickestMs <= nginxAnswersWithinMs + 50, late).toBe(true)
  }
})

test('A reader who leaves takes the request along', async ({ http, nginx, eventually, evidence }) => {
  const { readAndLeave, arrived } = await openShop({ http, nginx })
  const path = await readAndLeave()
  const findLine = async () => (await nginx.accessLog()).find((line) => line.path === path)
  const line = await eventually(findLine, Boolean, { describe: 'nginx was done with a page whose reader had left' })
  evidence.table('in the log of nginx', columns, line ? [row(line)] : [])
  const story =
    'A reader closed the page while an app was at work on it. The app was not told: nginx waited for its own limit'
  const asked = `${story}, and asked ${arrived(path)} apps in all (expected: it is told at once, and no other is asked).`
  expect([line?.status, arrived(path)], asked).toEqual([499, 1])
})
