import type { Redis } from 'ioredis'
import { type Clock, type DemoContext, demo } from 'loadbearing/demo'
import { createLimiter as createFixedWindow } from '../../../katas/limiter-fixed-window/solution/rate-limiter.ts'
import { createLimiter as createBucket } from '../../../katas/limiter-redis-gone/solution/rate-limiter.ts'
import { createLimiter as createLog } from '../../../katas/limiter-sliding-window/solution/rate-limiter.ts'

const policy = { limit: 10, windowMs: 4_000 }

/** Whether one request of a client may pass. */
type Ask = (client: string) => Promise<boolean>

const clock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}

// #region published
const published = `
local now, window, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, now - window)
if redis.call('ZCARD', KEYS[1]) >= limit then return 0 end
redis.call('ZADD', KEYS[1], now, now)
redis.call('PEXPIRE', KEYS[1], window)
return 1`
// #endregion

const createPublished =
  (redis: Redis): Ask =>
  async (client) =>
    (await redis.eval(published, 1, client, clock.now(), policy.windowMs, policy.limit)) === 1

// #region installed
async function createFlexible(redis: Redis): Promise<Ask> {
  const { RateLimiterRedis } = await installed(() => import('rate-limiter-flexible'))
  const limiter = new RateLimiterRedis({ storeClient: redis, points: policy.limit, duration: policy.windowMs / 1_000 })
  const isRefusal = (reason: unknown) => !(reason instanceof Error)
  return (client) =>
    limiter.consume(client).then(
      () => true,
      (reason) => (isRefusal(reason) ? false : Promise.reject(reason)),
    )
}

async function createExpress(redis: Redis): Promise<Ask> {
  const { rateLimit } = await installed(() => import('express-rate-limit'))
  const { RedisStore } = await installed(() => import('rate-limit-redis'))
  const sendCommand = (command: string, ...args: string[]) => redis.call(command, ...args) as Promise<number>
  const answers = new WeakMap<object, (isAllowed: boolean) => void>()
  const middleware = rateLimit({
    ...{ windowMs: policy.windowMs, limit: policy.limit, store: new RedisStore({ sendCommand }) },
    ...{ keyGenerator: (request) => String(request.headers['x-api-key']), validate: false },
    handler: (request) => answers.get(request)?.(false),
  })
  return (client) =>
    new Promise((resolve, reject) => {
      const request = { headers: { 'x-api-key': client } }
      const response = { setHeader() {}, headersSent: false }
      answers.set(request, resolve)
      const next = (error?: unknown) => (error === undefined ? resolve(true) : reject(error))
      Promise.resolve(middleware(request as never, response as never, next)).catch(reject)
    })
}
// #endregion

/** These packages are there in a clone of the course, and a learner doesn't download them. */
async function installed<T>(load: () => Promise<T>): Promise<T> {
  return load().catch((cause) => {
    const packages = 'rate-limiter-flexible express-rate-limit rate-limit-redis'
    throw new Error(`This demo compares packages that are not installed. Run: npm install --no-save ${packages}`, {
      cause,
    })
  })
}

// #region nginx
const nginxConfiguration = `
limit_req_zone $http_x_api_key zone=clients:1m rate=${(policy.limit * 60_000) / policy.windowMs}r/m;
limit_req_status 429;
server {
  listen 80;
  location / { limit_req zone=clients burst=${policy.limit - 1} nodelay; proxy_pass http://api:8080; }
}`
// #endregion

async function createNginx({ nginx, http }: DemoContext): Promise<Ask> {
  const api = await http.server('api', () => ({ text: 'orders' }))
  await nginx.start(nginxConfiguration, { apps: { 'api:8080': api } })
  return async (client) => (await nginx.request('/', { headers: { 'x-api-key': client } })).status === 200
}

type Create = (redis: Redis) => Ask | Promise<Ask>
type Make = (
  server: { redis: Redis; clock: Clock },
  rule: typeof policy,
) => (client: string) => Promise<{ isAllowed: boolean }>
const own =
  (make: Make): Create =>
  (redis) => {
    const take = make({ redis, clock }, policy)
    return async (client) => (await take(client)).isAllowed
  }

const limiters: readonly (readonly [name: string, id: string, create: Create | 'nginx'])[] = [
  ['stage 2: fixed window', 'fixed', own(createFixedWindow)],
  ['the published script', 'published', createPublished],
  ['stage 3: sliding window', 'log', own(createLog)],
  ['stage 6: bucket in a script', 'bucket', own(createBucket)],
  ['rate-limiter-flexible', 'flexible', createFlexible],
  ['express-rate-limit, Redis', 'express', createExpress],
  ['nginx limit_req', 'nginx', 'nginx'],
]

const sleep = (ms: number) => clock.sleep(ms)
const count = (answers: readonly boolean[]) => answers.filter(Boolean).length

/** So many requests at the same moment, in turn on all servers. */
const ask = async (servers: readonly Ask[], requests: number, client: string) =>
  count(
    await Promise.all(Array.from({ length: requests }, (_, nth) => servers[nth % servers.length]?.(client) ?? false)),
  )

/** One request, and nine at the end of a window that begins with it, and ten at the beginning of the next. */
async function crossBoundary(servers: readonly Ask[]): Promise<number> {
  await ask(servers, 1, 'bob')
  await sleep(policy.windowMs - 600)
  const late = await ask(servers, 9, 'bob')
  await sleep(1_200)
  return late + (await ask(servers, 10, 'bob'))
}

/** Of 10 clients that have made no request, how many have an answer within a second when Redis is silent. */
async function askInTheDark({ wire }: DemoContext, create: Create): Promise<number> {
  const link = await wire.redis()
  const server = await create(link.connect())
  await server('the first')
  link.blackHole()
  const answers = Array.from({ length: 10 }, (_, nth) =>
    server(`client ${nth}`).then(
      () => true,
      () => true,
    ),
  )
  return count(await Promise.all(answers.map((answer) => Promise.race([answer, sleep(1_000).then(() => false)]))))
}

export default demo({
  title: '10 requests in 4 seconds for each client: the same requests, on two servers, for seven limiters',
  services: { redis: 1, nginx: 1 },
  run: async (context) => {
    const { redis } = context
    const measured: Record<string, number> = {}
    const results = []
    for (const [name, id, create] of limiters) {
      await redis.evictAll()
      const connect = async () => (create === 'nginx' ? createNginx(context) : create(redis.connect()))
      const servers = create === 'nginx' ? [await connect()] : [await connect(), await connect()]
      for (const server of servers) await server('the first')
      redis.forgetCommands()
      const atOnce = await ask(servers, 30, 'ann')
      const commands = redis.commands().length / 30
      const answered = create === 'nginx' ? undefined : await askInTheDark(context, create)
      results.push({ name, id, servers, atOnce, commands, answered })
    }
    const rows = []
    const boundaries = await Promise.all(
      results.map(async ({ id, servers }) =>
        crossBoundary(servers.map((server) => (client) => server(`${id} ${client}`))),
      ),
    )
    for (const [nth, { name, id, atOnce, commands, answered }] of results.entries()) {
      const boundary = boundaries[nth] ?? 0
      Object.assign(measured, { [`${id}AtOnce`]: atOnce, [`${id}Boundary`]: boundary, [`${id}Commands`]: commands })
      if (answered !== undefined) measured[`${id}Answered`] = answered
      rows.push([name, atOnce, boundary, Number(commands.toFixed(1)), answered ?? 'none used'])
    }
    const columns = ['limiter', 'of 30 at once', 'of 19 around a boundary', 'commands a request', 'of 10, Redis silent']
    return { columns, rows, measured }
  },
  claims: [
    {
      sentence:
        'Every limiter but the published script lets 10 of 30 through that come at once; the script more than 10',
      holds: ({ publishedAtOnce = 0, ...others }) =>
        publishedAtOnce > 10 &&
        ['fixed', 'log', 'bucket', 'flexible', 'express', 'nginx'].every((id) => others[`${id}AtOnce`] === 10),
    },
    {
      sentence: 'Around the boundary of two windows, those that count by the window let all 19 through',
      holds: ({ fixedBoundary, flexibleBoundary, expressBoundary }) =>
        fixedBoundary === 19 && flexibleBoundary === 19 && expressBoundary === 19,
    },
    {
      sentence: 'The sliding window lets 10 through there, the bucket and nginx not more than 14',
      holds: ({ logBoundary = 99, bucketBoundary = 99, nginxBoundary = 99 }) =>
        logBoundary === 10 && bucketBoundary <= 14 && nginxBoundary <= 14,
    },
    {
      sentence: 'In one script a request is one command, in stage 2 it is five',
      holds: ({ bucketCommands = 9, fixedCommands = 0 }) => bucketCommands === 1 && fixedCommands === 5,
    },
    {
      sentence: 'While Redis is silent, only stage 6 answers within a second',
      holds: ({ bucketAnswered, fixedAnswered, logAnswered, flexibleAnswered, expressAnswered }) =>
        bucketAnswered === 10 &&
        fixedAnswered === 0 &&
        logAnswered === 0 &&
        flexibleAnswered === 0 &&
        expressAnswered === 0,
    },
  ],
})
