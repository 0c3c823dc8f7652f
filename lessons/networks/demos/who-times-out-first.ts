import { type DemoContext, demo } from 'loadbearing/demo'

interface Case {
  readonly id: string
  /** Whose patience is the shortest. The others have so much that nothing else can happen. */
  readonly first: 'nobody' | 'nginx' | 'the client' | 'the app'
  readonly setting: string
  /** What nginx is told beside its time limits. */
  readonly nginx?: string
  readonly method: 'GET' | 'POST'
  readonly again: 'nobody' | 'the customer' | 'nginx'
}

const passedOn = 'proxy_next_upstream error timeout non_idempotent'

const cases: readonly Case[] = [
  { id: 'well', first: 'nobody', setting: 'defaults', method: 'POST', again: 'nobody' },
  { id: 'nginx', first: 'nginx', setting: 'defaults', method: 'POST', again: 'the customer' },
  { id: 'resent', first: 'nginx', setting: 'non_idempotent', nginx: passedOn, method: 'POST', again: 'nginx' },
  { id: 'get', first: 'nginx', setting: 'defaults, GET', method: 'GET', again: 'nginx' },
  { id: 'client', first: 'the client', setting: 'defaults', method: 'POST', again: 'the customer' },
  { id: 'app', first: 'the app', setting: 'defaults', method: 'POST', again: 'the customer' },
]

const shortMs = 100
const longMs = 60_000

/** A provider that takes its time over the first charge: until the test lets it go on. A key charges once. */
function openProvider() {
  const known = new Map<string, Promise<void>>()
  const goOn = Promise.withResolvers<void>()
  const provider = { charges: 0, isSlow: true, goOn: () => goOn.resolve(), charge }
  async function take(): Promise<void> {
    const isFirst = provider.isSlow
    provider.isSlow = false
    if (isFirst) await goOn.promise
    provider.charges += 1
  }
  function charge(key: string | undefined): Promise<void> {
    const charging = (key === undefined ? undefined : known.get(key)) ?? take()
    if (key !== undefined) known.set(key, charging)
    return charging
  }
  return provider
}

// #region configuration
function configure({ first, nginx }: Case): string {
  return `
upstream shop { server app-1:8080; server app-2:8080; }
server {
  listen 80;
  location / {
    proxy_pass http://shop;
    proxy_read_timeout ${first === 'nginx' ? shortMs : longMs}ms;
    ${nginx ? `${nginx};` : ''}
  }
}`
}
// #endregion

/** What is sent for one payment, and what comes of it. */
async function measure({ http, nginx, settled }: DemoContext, each: Case, key: string | undefined) {
  const provider = openProvider()
  if (each.first === 'nobody') provider.goOn()
  let [arrivals, atWork] = [0, 0]
  const app = () =>
    http.server('app', async () => {
      arrivals += 1
      atWork += 1
      const charging = provider.charge(key)
      // The second attempt is what the first one was waiting for.
      if (arrivals > 1) provider.goOn()
      const limit = new Promise<'late'>((resolve) =>
        setTimeout(resolve, each.first === 'the app' ? shortMs : longMs, 'late').unref(),
      )
      const outcome = await Promise.race([charging, limit])
      atWork -= 1
      return outcome === 'late' ? { status: 202 } : { status: 200 }
    })
  await nginx.start(configure(each), { apps: { 'app-1:8080': await app(), 'app-2:8080': await app() } })
  const pay = () =>
    nginx.request('/pay', { method: each.method, ...(each.first === 'the client' ? { giveUpAfterMs: shortMs } : {}) })
  const heard = [await pay()]
  const stillAtWork = atWork
  if (each.again === 'the customer') heard.push(await nginx.request('/pay', { method: each.method }))
  provider.goOn()
  await settled()
  const words = heard.map(({ status }) => String(status ?? 'nothing')).join(', then ')
  return { words, stillAtWork, arrivals, charges: provider.charges }
}
