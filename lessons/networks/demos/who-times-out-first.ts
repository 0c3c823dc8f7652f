import { type DemoContext, demo } from 'loadbearing/demo'

interface Case {
  readonly id: string
  /** Whose patience is the shortest. The others have a minute, so that nothing else can happen. */
  readonly givesUp: 'nobody' | 'nginx' | 'the client' | 'the app'
  readonly setting: string
  readonly nginx?: string
  readonly method: 'GET' | 'POST'
  readonly again: 'nobody' | 'the customer' | 'nginx'
}

const resending = 'proxy_next_upstream error timeout non_idempotent;'

const cases: readonly Case[] = [
  { id: 'well', givesUp: 'nobody', setting: 'defaults', method: 'POST', again: 'nobody' },
  { id: 'nginx', givesUp: 'nginx', setting: 'defaults', method: 'POST', again: 'the customer' },
  { id: 'post', givesUp: 'nginx', setting: 'non_idempotent', nginx: resending, method: 'POST', again: 'nginx' },
  { id: 'get', givesUp: 'nginx', setting: 'defaults', method: 'GET', again: 'nginx' },
  { id: 'client', givesUp: 'the client', setting: 'defaults', method: 'POST', again: 'the customer' },
  { id: 'app', givesUp: 'the app', setting: 'defaults', method: 'POST', again: 'the customer' },
]

const shortMs = 100
const longMs = 60_000

const configure = ({ givesUp, nginx = '' }: Case): string => `
upstream shop { server app-1:8080; server app-2:8080; }
server {
  listen 80;
  location / {
    proxy_pass http://shop;
    proxy_read_timeout ${givesUp === 'nginx' ? shortMs : longMs}ms;
    ${nginx}
  }
}`

/** Its first charge takes until `goOn`: longer than somebody's patience. Requests with one key are one charge. */
function openProvider() {
  const known = new Map<string, Promise<void>>()
  const ready = Promise.withResolvers<void>()
  const provider = { charges: 0, attempts: 0, goOn: ready.resolve, charge }
  async function take(): Promise<void> {
    provider.attempts += 1
    if (provider.attempts === 1) await ready.promise
    provider.charges += 1
  }
  function charge(key: string | undefined): Promise<void> {
    const charging = known.get(key ?? '') ?? take()
    if (key !== undefined) known.set(key, charging)
    return charging
  }
  return provider
}

const late = (ms: number) => new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late').unref())

/** What comes of one payment. */
async function payOnce({ http, nginx, settled }: DemoContext, each: Case, key: string | undefined) {
  const provider = openProvider()
  if (each.givesUp === 'nobody') provider.goOn()
  let [requests, atWork] = [0, 0]
  const startApp = () =>
    http.server('app', async () => {
      requests += 1
      atWork += 1
      // The second attempt of a key waits for the first. Without one it is a charge by itself, and the first goes on as it is.
      if (requests > 1 && key !== undefined) provider.goOn()
      const end = await Promise.race([provider.charge(key), late(each.givesUp === 'the app' ? shortMs : longMs)])
      atWork -= 1
      return { status: end === 'late' ? 202 : 200 }
    })
  await nginx.start(configure(each), { apps: { 'app-1:8080': await startApp(), 'app-2:8080': await startApp() } })
  const patience = each.givesUp === 'the client' ? { giveUpAfterMs: shortMs } : {}
  const heard = [await nginx.request('/pay', { method: each.method, ...patience })]
  const [requestsThen, atWorkThen] = [requests, atWork]
  if (each.again === 'the customer') heard.push(await nginx.request('/pay', { method: each.method }))
  provider.goOn()
  await settled()
  const words = heard.map(({ status }) => status ?? 'nothing').join(', then ')
  const log = (await nginx.accessLog())
    .at(-1)
    ?.attempts.map(({ status }) => status)
    .join(', ')
  return { words, requestsThen, atWorkThen, charges: provider.charges, log }
}

export default demo({
  title: 'One payment, and a first charge that takes longer than somebody waits',
  services: { nginx: 1 },
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const each of cases) {
      const { words, requestsThen, atWorkThen, charges, log } = await payOnce(context, each, undefined)
      const withKey = await payOnce(context, each, 'the intent')
      rows.push([
        each.givesUp,
        `${each.method}, ${each.setting}`,
        each.again,
        words,
        atWorkThen,
        charges,
        withKey.charges,
      ])
      Object.assign(measured, {
        [`${each.id}Requests`]: requestsThen,
        [`${each.id}AtWork`]: atWorkThen,
        [`${each.id}Charges`]: charges,
        [`${each.id}WithKey`]: withKey.charges,
        [`${each.id}IsLogged`]: log === '504, 200' ? 1 : 0,
      })
    }
    return {
      columns: ['gives up first', 'nginx', 'tries again', 'customer hears', 'app at work', 'charges', 'with a key'],
      rows,
      measured,
    }
  },
  claims: [
    {
      sentence: 'The log of nginx holds both attempts of a request that was sent twice: 504, 200',
      holds: ({ postIsLogged, getIsLogged }) => postIsLogged === 1 && getIsLogged === 1,
    },
    {
      sentence: 'By default nginx sends a POST that has timed out to no second app',
      holds: ({ nginxRequests }) => nginxRequests === 1,
    },
    {
      sentence: 'With non_idempotent, or as a GET, it is sent to a second one, and the customer notices nothing',
      holds: ({ postRequests, getRequests, postCharges, getCharges }) =>
        postRequests === 2 && getRequests === 2 && postCharges === 2 && getCharges === 2,
    },
    {
      sentence: 'Whoever gives up first, the second attempt without a key is a second charge',
      holds: (measured) => cases.every(({ id, again }) => measured[`${id}Charges`] === (again === 'nobody' ? 1 : 2)),
    },
    {
      sentence: 'With a key there is one charge in every line',
      holds: (measured) => cases.every(({ id }) => measured[`${id}WithKey`] === 1),
    },
    {
      sentence: 'Where the app gives up first, nobody is at work any more when the customer hears',
      holds: ({ appAtWork, nginxAtWork, clientAtWork }) => appAtWork === 0 && nginxAtWork === 1 && clientAtWork === 1,
    },
  ],
})
