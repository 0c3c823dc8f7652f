import { type Clock, expect, freshCopy, type KitFixtures, test } from 'loadbearing/kit'
import sheet from './design-sheet.ts'

type Kit = Pick<KitFixtures, 'redis' | 'wire'>
const policy = { limit: 10, windowMs: 2_000 }
const [clients, ratePerSecond, durationMs] = [5, 300, 9_000]

/** Real time: what is measured here is what clients wait. `offMs` is by how much a server is wrong. */
const clockOf = (offMs: number): Clock => ({
  now: () => Date.now() + offMs,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
})

/** One server of the API, with the handler that a client meets. */
async function startServer({ wire }: Kit, offMs = 0) {
  const link = await wire.redis()
  const { protect } = await freshCopy(() => import('./rate-limiter.ts'))
  const redis = link.connect({ retryStrategy: () => 50 })
  return protect({ redis, clock: clockOf(offMs) }, policy, async () => new Response('orders'))
}

test('A day of the limiter: more servers, a wrong clock, and no Redis for a while', async ({
  redis,
  wire,
  load,
  claims,
  evidence,
}) => {
  const kit = { redis, wire }
  const [open, timeout] = [claims(sheet).of('failsOpenOrClosed', 'redis is gone'), claims(sheet).of('timesOutFirst')]
  const work = claims(sheet).of('costPer1000Requests', 'redis commands')
  claims(sheet).complete()
  const servers = [await startServer(kit), await startServer(kit)]
  const phases = ['two servers', 'four servers, one a minute ahead', 'Redis is gone', 'Redis is back']
  const seen = phases.map(() => ({ through: 0, refused: 0, other: 0, slowestMs: 0 }))
  const [commands, requests] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]
  let phase = 0
  const enter = (next: number) => {
    commands[phase] = redis.commands().length
    redis.forgetCommands()
    phase = next
  }
  const day = async () => {
    const pause = (ms: number) => clockOf(0).sleep(ms)
    await pause(3_000)
    servers.push(await startServer(kit), await startServer(kit, 61_000))
    enter(1)
    await pause(2_000)
    await redis.kill()
    enter(2)
    await pause(2_000)
    // Before it is there: a request may be let through before the restart is known to have ended.
    enter(3)
    await redis.restart()
  }
  const call = async (nth: number) => {
    const [at, server] = [phase, servers[nth % servers.length]]
    const request = new Request('http://api.example/', { headers: { 'x-api-key': `client ${nth % clients}` } })
    const startedMs = performance.now()
    const { status } = (await server?.(request)) ?? { status: 0 }
    const counts = seen[at]
    if (counts === undefined) return 'not counted'
    requests[at] = (requests[at] ?? 0) + 1
    counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - startedMs))
    counts[status === 200 ? 'through' : status === 429 ? 'refused' : 'other'] += 1
    return status === 200 ? 'through' : status === 429 ? 'refused' : `status ${status}`
  }
  const [{ latency }] = await Promise.all([load({ ratePerSecond, durationMs, call }), day()])
  commands[phase] = redis.commands().length
  evidence.table(
    'what became of requests',
    ['phase', 'let through', '429', 'other', 'slowest, ms'],
    [...phases.map((name, nth) => [name, ...Object.values(seen[nth] ?? {})] as (string | number)[])],
  )
  evidence.histogram('latency of all requests', 'ms', latency.buckets)
  const perThousand = Math.round((1_000 * (commands[0] ?? 0)) / Math.max(1, requests[0] ?? 0))
  evidence.count('commands to Redis for 1,000 requests', perThousand)
  // Ten at once and five a second for each client, and a tenth more. A server to which Redis was too slow limits by itself.
  const mayGetThrough = (seconds: number, isRested: boolean, doors: number) =>
    clients * ((isRested ? policy.limit : 0) + 5 * seconds) * doors * 1.1 + clients
  const [calm, grown, gone, back] = seen
  const story = `${clients} clients may make 10 requests at once and 5 a second.`
  const doorsOf = (counts: typeof calm, many: number) => ((counts?.slowestMs ?? 0) < timeout.value.afterMs ? 1 : many)
  expect(calm?.through, `${story} In 3 seconds two servers let more through.`).toBeLessThan(
    mayGetThrough(3, true, doorsOf(calm, 2)),
  )
  const isAlone = doorsOf(grown, 4) > 1
  expect(grown?.through, `${story} With a wrong clock among four servers more got through in 2 seconds.`).toBeLessThan(
    mayGetThrough(2, isAlone, doorsOf(grown, 4)),
  )
  const answer = (gone?.through ?? 0) > 0 ? 'open' : 'closed'
  open.is('fails', answer, { told: `Redis was killed under load, and the limiter failed ${answer}.` })
  expect(gone?.through, `${story} Without Redis each of four servers let more through in 2 seconds.`).toBeLessThan(
    mayGetThrough(2, true, 4),
  )
  expect(back?.through, `${story} After the return of Redis none got through.`).toBeGreaterThan(0)
  // Tenfold, because this is real time on a machine that does other things, too.
  const slowestMs = gone?.slowestMs ?? 0
  if (slowestMs > 10 * timeout.value.afterMs) timeout.tooBold('Without Redis a request waited ten times as long.')
  else timeout.held(`the slowest request without Redis took ${slowestMs} ms`)
  work.atMost('count', 50 * Math.round(perThousand / 50))
})

test('200,000 clients who came once are gone when they are whole again', async ({ redis, claims, evidence }) => {
  const claim = claims(sheet).of('breaksFirst')
  const { createLimiter } = await freshCopy(() => import('./rate-limiter.ts'))
  // 2,000 at once take a while on a small machine, and nobody is to give up.
  const patient: Clock = { now: Date.now, sleep: () => new Promise(() => {}) }
  const take = createLimiter({ redis: redis.client, clock: patient }, { limit: 10, windowMs: 3_600_000 })
  for (let nth = 0; nth < 200_000; nth += 2_000)
    await Promise.all(Array.from({ length: 2_000 }, (_, at) => take(`client ${nth + at}`)))
  const kept = (await redis.client.keys('*')).length
  await redis.age(360_000)
  const later = (await redis.client.keys('*')).length
  evidence.table(
    'keys of 200,000 clients',
    ['when', 'keys'],
    [
      ['after one request of each', kept],
      ['6 minutes later', later],
    ],
  )
  expect(later, `6 minutes after one request of each of 200,000 clients Redis held ${later} keys (expected 0).`).toBe(0)
  claim.atLeast('at', kept)
})
