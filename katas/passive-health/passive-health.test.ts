import { expect, type HttpFixture, learnerFile, type NginxFixture, test } from 'loadbearing/kit'

type State = 'well' | 'failing' | 'dropping' | 'hanging'
type Outcome = { readonly isServed: boolean; readonly status: number | undefined }

/** Three apps behind your configuration, each of which can be made to fail. They execute an order as soon as it arrives. */
async function openShop({ http, nginx }: { http: HttpFixture; nginx: NginxFixture }) {
  const executed: string[] = []
  const startApp = async (name: string) => {
    const app = { state: 'well' as State }
    const server = await http.server(name, ({ method, path, text }) => {
      if (method === 'POST') executed.push(text)
      if (app.state === 'hanging') return { fault: 'hang' }
      if (app.state === 'dropping') return { fault: 'drop' }
      const isFailing = app.state === 'failing' || path === '/reports/2019'
      return isFailing ? { status: 500 } : { text: `${name} did ${method} ${path}` }
    })
    return { name, server, become: (state: State) => (app.state = state), asked: () => server.requests().length }
  }
  const apps = [await startApp('app-1'), await startApp('app-2'), await startApp('app-3')]
  const named = apps.map(({ name, server }) => [`${name}:8080`, server])
  await nginx.start(learnerFile('passive-health.conf'), { apps: Object.fromEntries(named) })
  let last = 0
  /** A page that nobody has read before, for a reader who goes away after ten times what is asked for. */
  const read = async (path = `/products/${++last}`): Promise<Outcome> => {
    const { status, text } = await nginx.request(path, { giveUpAfterMs: 10_000 })
    return { status, isServed: status === 200 && text.endsWith(`did GET ${path}`) }
  }
  const order = async (): Promise<Outcome & { readonly executions: number }> => {
    const body = `order ${++last}`
    const { status } = await nginx.request('/orders', { method: 'POST', body, giveUpAfterMs: 10_000 })
    return { status, isServed: status === 200, executions: executed.filter((one) => one === body).length }
  }
  const { status } = await read()
  const first = apps.find(({ asked }) => asked() === 1)
  if (!first) return expect.fail(`All apps are well. A reader got ${status ?? 'nothing'}, and no app was asked for it.`)
  first.server.forgetRequests()
  return { apps, first, read, order }
}

/** `count` calls, ten at a time. */
async function repeat<T>(count: number, call: (nth: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  while (results.length < count) {
    results.push(...(await Promise.all(Array.from({ length: 10 }, (_, at) => call(results.length + at)))))
  }
  return results
}

const unserved = <T extends Outcome>(outcomes: readonly T[]) => outcomes.filter(({ isServed }) => !isServed)
const statusesOf = (outcomes: readonly Outcome[]) =>
  [...new Set(outcomes.map(({ status }) => status ?? 'nothing within ten seconds'))].join(' or ')

test('A process that is gone costs nobody an answer', async ({ http, nginx, evidence }) => {
  const { first, read, order } = await openShop({ http, nginx })
  await first.server.stop()
  // Every fourth request is an order.
  const failed = unserved(await repeat(120, (nth) => (nth % 4 === 0 ? order() : read())))
  evidence.count('requests that failed, of 120', failed.length, { expected: 0 })
  const story = `One of three apps was stopped. Requests failed with ${statusesOf(failed)}, although two apps were well.`
  expect(failed, story).toHaveLength(0)
})

test('While one app of three fails, every reader gets a page', async ({ http, nginx, evidence }) => {
  const { apps, first, read } = await openShop({ http, nginx })
  first.become('failing')
  const failed = unserved(await repeat(120, () => read()))
  evidence.count('readers without a page, of 120', failed.length, { expected: 0 })
  const asked = apps.map(({ name, asked }) => [name === first.name ? `${name}, which fails` : name, asked()])
  evidence.table('how often nginx asked', ['app', 'requests'], asked)
  const story = `One of three apps answers 500 to everything. ${failed.length} of 120 readers got ${statusesOf(failed)}`
  expect(failed, `${story}, although two apps were well.`).toHaveLength(0)
})

test('An order is executed at most once, whatever its app does', async ({ http, nginx, evidence }) => {
  const { first, order } = await openShop({ http, nginx })
  const ways = { failing: 'answered 500', dropping: 'hung up without an answer' } as const
  for (const state of ['failing', 'dropping'] as const) {
    first.become(state)
    const orders = await repeat(30, () => order())
    const twice = orders.filter(({ executions }) => executions > 1)
    const unfounded = orders.filter(({ isServed, executions }) => isServed && executions === 0)
    evidence.count(`orders executed twice, of 30 (app ${ways[state]})`, twice.length, { expected: 0 })
    const story = `An app executed an order and then ${ways[state]}.`
    expect(twice, `${story} The order went to another app as well, and was executed twice.`).toHaveLength(0)
    expect(unfounded, `${story} A customer was told that all is well, and nobody has the order.`).toHaveLength(0)
  }
})

test('A reader whose app hangs gets the page from another', async ({ http, nginx, evidence }) => {
  const { first, read, order } = await openShop({ http, nginx })
  first.become('hanging')
  const [readers, orders] = await Promise.all([repeat(10, () => read()), repeat(10, () => order())])
  const failed = unserved(readers)
  evidence.count('readers without a page, of 10', failed.length, { expected: 0 })
  const story = `One of three apps takes requests and never answers. Its readers got ${statusesOf(failed)}`
  expect(failed, `${story}; another app has the page, and a second is long enough to wait.`).toHaveLength(0)
  const most = Math.max(...orders.map(({ executions }) => executions))
  expect(most, `An app executed an order and hung. The order was executed ${most} times (expected 1).`).toBe(1)
})

test('A page that fails everywhere takes the apps from nobody', async ({ http, nginx, evidence }) => {
  const { read } = await openShop({ http, nginx })
  await read('/reports/2019')
  await read('/reports/2019')
  const failed = unserved(await repeat(30, () => read()))
  evidence.count('readers of other pages who got none, of 30', failed.length, { expected: 0 })
  const story = 'Every app answers 500 to one page. Somebody opened it, and reloaded it once.'
  expect(failed, `${story} Then ${failed.length} of 30 readers of other pages got ${statusesOf(failed)}.`).toHaveLength(
    0,
  )
})

test('An app that keeps failing is left alone, and asked again once it is well', async ({
  http,
  nginx,
  evidence,
  eventually,
}) => {
  const { apps, first, read, order } = await openShop({ http, nginx })
  first.become('failing')
  await repeat(300, (nth) => (nth % 4 === 0 ? order() : read()))
  // nginx forgives by the second, so how many there are depends on how quick the machine is.
  evidence.table('one app fails', ['requests', 'to the app that fails'], [[300, first.asked()]])
  // An even share is 100. Whoever leaves it alone asks it fewer than 30 times, also on a busy machine.
  const isLeftAlone = first.asked() < 75
  expect(isLeftAlone, 'An app answers 500 to everything, and is asked as often as if it were well.').toBe(true)

  for (const app of apps) app.become('failing')
  await repeat(20, () => read())
  for (const app of apps) app.become('well')
  const before = first.asked()
  const isBack = async () => (await read()).isServed && first.asked() > before
  // nginx counts whole seconds, so five may be six.
  const end = await eventually(isBack, Boolean, { withinMs: 8_000, describe: 'all is well' }).then(
    () => undefined,
    () => read(),
  )
  const story = 'All apps failed for a moment and were well again. Eight seconds later'
  const then = end?.isServed ? 'one of them still had nothing to do' : `readers still got ${end?.status}`
  expect(end, `${story} ${then}.`).toBeUndefined()
})
