import { type DemoContext, demo } from 'loadbearing/demo'

const requests = 300
/** What an answer costs an app that is well. */
const workMs = 100

interface Case {
  readonly id: string
  /** What the balancer is told beside the defaults. */
  readonly balancer: string
  readonly upstream?: string
  readonly server?: string
  readonly location?: string
  readonly method: 'GET' | 'POST'
  readonly trouble: 'app-2 is gone' | 'app-2 answers 500' | 'one page is broken'
  /** Requests under way together; apps that are well then take their time. */
  readonly atOnce?: number
}

const counted = 'max_fails=3 fail_timeout=30s'
const passedOn = 'proxy_next_upstream error timeout http_500'

const cases: readonly Case[] = [
  { id: 'goneGet', balancer: 'defaults', method: 'GET', trouble: 'app-2 is gone' },
  { id: 'gonePost', balancer: 'defaults', method: 'POST', trouble: 'app-2 is gone' },
  { id: 'counted', balancer: 'max_fails=3', server: counted, method: 'GET', trouble: 'app-2 answers 500' },
  {
    id: 'passedOn',
    balancer: '… and http_500',
    server: counted,
    location: passedOn,
    method: 'GET',
    trouble: 'app-2 answers 500',
  },
  {
    id: 'post',
    balancer: '… and http_500',
    server: counted,
    location: passedOn,
    method: 'POST',
    trouble: 'app-2 answers 500',
  },
  {
    id: 'nonIdempotent',
    balancer: '… and non_idempotent',
    server: counted,
    location: `${passedOn} non_idempotent`,
    method: 'POST',
    trouble: 'app-2 answers 500',
  },
  { id: 'page', balancer: 'http_500', location: passedOn, method: 'GET', trouble: 'one page is broken' },
  {
    id: 'leastConn',
    balancer: 'least_conn',
    upstream: 'least_conn',
    method: 'GET',
    trouble: 'app-2 answers 500',
    atOnce: 12,
  },
]

function configure({ upstream, server = '', location }: Case): string {
  const servers = ['app-1', 'app-2', 'app-3'].map((name) => `server ${name}:8080 ${server};`)
  return `
upstream shop { ${upstream ? `${upstream};` : ''} ${servers.join(' ')} }
server { listen 80; location / { proxy_pass http://shop; ${location ? `${location};` : ''} } }`
}

/** Three apps that execute what arrives, and then answer as the case has it. */
async function startApps({ http }: DemoContext, { trouble, atOnce }: Case) {
  const executions = new Map<string, number>()
  const startApp = (name: string, isSick: boolean) =>
    http.server(name, async ({ path }) => {
      executions.set(path, (executions.get(path) ?? 0) + 1)
      if (isSick || path === '/broken') return { status: 500 }
      if (atOnce) await new Promise((resolve) => setTimeout(resolve, workMs))
      return { text: 'a page' }
    })
  const isSick = trouble === 'app-2 answers 500'
  const servers = [await startApp('app-1', false), await startApp('app-2', isSick), await startApp('app-3', false)]
  return { servers, executions }
}

async function measure(context: DemoContext, each: Case) {
  const { nginx } = context
  const { servers, executions } = await startApps(context, each)
  const [first, second, third] = servers
  if (!first || !second || !third) throw new RangeError('There should be three apps.')
  const apps = { 'app-1:8080': first, 'app-2:8080': second, 'app-3:8080': third }
  await nginx.start(configure(each), { apps })
  if (each.trouble === 'app-2 is gone') await second.stop()
  if (each.trouble === 'one page is broken') for (const _ of [1, 2]) await nginx.request('/broken')
  let next = 0
  let failed = 0
  const caller = async () => {
    while (next < requests) {
      const { status = 0 } = await nginx.request(`/${next++}`, { method: each.method })
      if (status !== 200) failed += 1
    }
  }
  await Promise.all(Array.from({ length: each.atOnce ?? 1 }, caller))
  const isOrder = each.method === 'POST'
  const twice = isOrder ? [...executions.values()].filter((count) => count > 1).length : 0
  return { failed, asked: second.requests().filter(({ path }) => path !== '/broken').length, twice }
}

export default demo({
  title: '300 requests, three apps, one trouble',
  services: { nginx: 1 },
  run: async (context) => {
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    for (const each of cases) {
      const { failed, asked, twice } = await measure(context, each)
      rows.push([each.trouble, each.balancer, each.method, failed, asked, twice])
      Object.assign(measured, { [`${each.id}Failed`]: failed, [`${each.id}Asked`]: asked, [`${each.id}Twice`]: twice })
    }
    return {
      columns: ['trouble', 'the balancer', 'method', 'failed', 'app-2 asked', 'executed twice'],
      rows,
      measured,
    }
  },
  claims: [
    {
      sentence: 'With the defaults a process that is gone costs nobody an answer, GET or POST',
      holds: ({ goneGetFailed, gonePostFailed }) => goneGetFailed === 0 && gonePostFailed === 0,
    },
    {
      sentence: 'max_fails alone does not see an answer of 500: a third of the requests fail',
      holds: ({ countedFailed }) => countedFailed === requests / 3,
    },
    {
      sentence: 'With http_500 no GET fails, and the sick app is asked three times',
      holds: ({ passedOnFailed, passedOnAsked }) => passedOnFailed === 0 && passedOnAsked === 3,
    },
    {
      sentence: 'With http_500 a third of the POSTs fail, and none is executed twice',
      holds: ({ postFailed, postTwice }) => postFailed === requests / 3 && postTwice === 0,
    },
    {
      sentence: 'With non_idempotent no POST fails, and three are executed twice',
      holds: ({ nonIdempotentFailed, nonIdempotentTwice }) => nonIdempotentFailed === 0 && nonIdempotentTwice === 3,
    },
    {
      sentence: 'Two requests for a page that fails everywhere take the apps from everybody else',
      holds: ({ pageFailed }) => pageFailed === requests,
    },
    {
      sentence: 'least_conn gives the app that fails at once more than half of the requests',
      holds: ({ leastConnAsked = 0 }) => leastConnAsked > requests / 2,
    },
  ],
})
