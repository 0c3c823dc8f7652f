import { type Clock, expect, freshCopy, type KitFixtures, pricePer1000Requests, test } from 'loadbearing/kit'
import sheet from './design-sheet.ts'

type Kit = Pick<KitFixtures, 'redis' | 'wire'>
const policy = { limit: 10, windowMs: 2_000 }
const [clients, ratePerSecond, durationMs] = [5, 300, 10_000]
const phases = ['two servers', 'four servers', 'one clock a minute ahead', 'Redis is gone', 'Redis is back'] as const

/** Real time: what is measured here is what clients wait. `off.ms` is by how much a server is wrong. */
const clockOf = (off: { readonly ms: number }): Clock => ({
  now: () => Date.now() + off.ms,
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
async function startServer({ wire }: Kit, off = { ms: 0 }) {
  const link = await wire.redis()
  const { protect } = await freshCopy(() => import('./rate-limiter.ts'))
  const redis = link.connect({ retryStrategy: () => 50 })
  return protect({ redis, clock: clockOf(off) }, policy, async () => new Response('orders'))
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
  const [work, overload] = [
    claims(sheet).of('costPer1000Requests', 'redis commands'),
    claims(sheet).of('underOverload'),
  ]
  claims(sheet).complete()
  const servers = [await startServer(kit), await startServer(kit)]
  const seen = phases.map((name) => ({
    name,
    through: 0,
    refused: 0,
    other: 0,
    slowestMs: 0,
    requests: 0,
    commands: 0,
    seconds: 0,
  }))
  const [calm, grown, wrong, gone, back] = seen
  if (!calm || !grown || !wrong || !gone || !back) throw new Error('there are five phases')
  let phase = calm
  let enteredMs = performance.now()
  const enter = (next: typeof calm) => {
    const nowMs = performance.now()
    phase.seconds = (nowMs - enteredMs) / 1_000
    phase.commands = redis.commands().length
    redis.forgetCommands()
    phase = next
    enteredMs = nowMs
  }
  const off = { ms: 0 }
  const day = async () => {
    const pause = (ms: number) => clockOf(off).sleep(ms)
    await pause(3_000)
    servers.push(await startServer(kit), await startServer(kit, off))
    enter(grown)
    await pause(1_500)
    off.ms = 61_000
    enter(wrong)
    await pause(1_500)
    await redis.kill()
    enter(gone)
    await pause(2_000)
    // Before it is there: a request may be let through before the restart is known to have ended.
    enter(back)
    await redis.restart()
  }
  const call = async (nth: number) => {
    const [counts, server] = [phase, servers[nth % servers.length]]
    const request = new Request('http://api.example/', { headers: { 'x-api-key': `client ${nth % clients}` } })
    const startedMs = performance.now()
    const { status } = (await server?.(request)) ?? { status: 0 }
    counts.requests += 1
    counts.slowestMs = Math.max(counts.slowestMs, Math.round(performance.now() - startedMs))
    counts[status === 200 ? 'through' : status === 429 ? 'refused' : 'other'] += 1
    return counts.name
  }
  const [{ latency, latencyOf }] = await Promise.all([load({ ratePerSecond, durationMs, call }), day()])
  evidence.table(
    'what became of requests',
    ['phase', 'let through', '429', 'other', 'slowest, ms'],
    seen.map(({ name, through, refused, other, slowestMs }) => [name, through, refused, other, slowestMs]),
  )
  evidence.histogram('latency of all requests', 'ms', latency.buckets)
  for (const name of phases) evidence.histogram(`latency: ${name}`, 'ms', latencyOf(name).buckets)
  const perThousand = Math.round((1_000 * calm.commands) / Math.max(1, calm.requests))
  evidence.count('commands to Redis for 1,000 requests', perThousand)
  // Ten at once and five a second for each client, and a tenth more. A server to which Redis was too slow limits by itself.
  const isLate = ({ slowestMs }: typeof calm) => slowestMs >= timeout.value.afterMs
  const mayGetThrough = ({ seconds }: typeof calm, isRested: boolean, doors: number) =>
    clients * ((isRested ? policy.limit : 0) + 5 * seconds) * doors * 1.1 + clients
  const story = `${clients} clients may make 10 requests at once and 5 a second.`
  const above = `${story} Two servers let more through.`
  expect(calm.through, above).toBeLessThan(mayGetThrough(calm, true, isLate(calm) ? 2 : 1))
  for (const each of [grown, wrong]) {
    const most = mayGetThrough(each, isLate(each), isLate(each) ? 4 : 1)
    expect(each.through, `${story} More got through with ${each.name}.`).toBeLessThan(most)
  }
  const answer = gone.through > 0 ? 'open' : 'closed'
  open.is('fails', answer, { told: `Redis was killed under load, and the limiter failed ${answer}.` })
  const alone = `${story} Without Redis each of four servers let more through.`
  expect(gone.through, alone).toBeLessThan(mayGetThrough(gone, true, 4))
  expect(back.through, `${story} After the return of Redis none got through.`).toBeGreaterThan(0)
  // Tenfold, because this is real time on a machine that does other things, too.
  if (gone.slowestMs > 10 * timeout.value.afterMs) timeout.tooBold('Without Redis a request waited ten times as long.')
  else timeout.held(`the slowest request without Redis took ${gone.slowestMs} ms`)
  const slowestMs = Math.max(calm.slowestMs, grown.slowestMs, wrong.slowestMs)
  if (slowestMs > 10 * overload.value.answersWithinMs)
    overload.tooBold('At six times what its clients may send, an answer took ten times as long.')
  else overload.held(`at ${ratePerSecond} requests a second the slowest took ${slowestMs} ms`)
  work.atMost('count', 50 * Math.round(perThousand / 50))
})

test('200,000 clients who came once are gone when they are whole again', async ({ redis, claims, evidence }) => {
  const breaks = claims(sheet).of('breaksFirst')
  const [month, thousand] = [claims(sheet).of('costPerMonth'), claims(sheet).of('costPer1000Requests')]
  const { createLimiter } = await freshCopy(() => import('./rate-limiter.ts'))
  // 2,000 at once take a while on a small machine, and nobody is to give up.
  const patient: Clock = { now: Date.now, sleep: () => new Promise(() => {}) }
  const take = createLimiter({ redis: redis.client, clock: patient }, { limit: 10, windowMs: 3_600_000 })
  const startedMs = performance.now()
  for (let nth = 0; nth < 200_000; nth += 2_000)
    await Promise.all(Array.from({ length: 2_000 }, (_, at) => take(`client ${nth + at}`)))
  const perSecond = Math.round((1_000 * 200_000) / (performance.now() - startedMs))
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
  evidence.count('requests a second that one Redis took', perSecond)
  expect(later, `6 minutes after one request of each of 200,000 clients Redis held ${later} keys (expected 0).`).toBe(0)
  breaks.is('unit', 'clients', { told: 'What is tried is how many clients one Redis can hold.' })
  breaks.atLeast('at', kept)
  month.atLeast('atRequestsPerSecond', perSecond, { modestFrom: 1_000, told: 'One Redis took fewer than that.' })
  const price = pricePer1000Requests(month.value)
  const { amount, currency } = thousand.value.money
  if (price?.currency !== currency)
    return thousand.tooBold(`Per month it is paid in ${price?.currency ?? 'two currencies'}.`)
  const paid = `At ${month.value.atRequestsPerSecond} requests a second a month's parts make it ${price.amount.toPrecision(2)} ${currency}.`
  if (price.amount > amount) thousand.tooBold(paid)
  else if (price.amount * 10 < amount) thousand.tooModest(paid, 'The money could be claimed lower.')
  else thousand.held(paid)
})
