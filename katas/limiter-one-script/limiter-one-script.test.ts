import type { Redis } from 'ioredis'
import { type Clock, expect, freshCopy, type KitFixtures, test } from 'loadbearing/kit'
import type { Decision } from './rate-limiter.ts'

type Kit = Pick<KitFixtures, 'redis' | 'clock'>
const policy = { limit: 10, windowMs: 60_000 }

/** One server of the API: a copy of your module with a memory of its own, and a connection of its own. */
async function startServer({ redis, clock }: Kit, own = policy) {
  const { createLimiter } = await freshCopy(() => import('./rate-limiter.ts'))
  return createLimiter({ redis: redis.connect(), clock }, own)
}

/** Lets time pass, for servers and for Redis alike. */
async function pass(ms: number, { redis, clock }: Kit) {
  await redis.age(ms)
  await clock.advance(ms)
}

/** A second after the full minute, so that those who count by the minute have one before them. */
const beginMinute = (kit: Kit) => pass(policy.windowMs + 1_000 - (kit.clock.now() % policy.windowMs), kit)

test('What Redis keeps of a client does not grow with its limit', async ({ redis, clock, evidence }) => {
  const rows = []
  for (const limit of [10, 1_000]) {
    await redis.evictAll()
    const take = await startServer({ redis, clock }, { limit, windowMs: 3_600_000 })
    for (let request = 0; request < limit; request += 50) {
      await Promise.all(Array.from({ length: Math.min(50, limit) }, () => take('ann')))
      await clock.advance(1)
    }
    let bytes = 0
    for (const key of await redis.client.keys('*'))
      bytes += Number(await redis.client.memory('USAGE', key, 'SAMPLES', 0))
    rows.push([limit, bytes])
  }
  evidence.table('bytes in Redis of one client', ['requests', 'bytes'], rows)
  const [few = 0, many = 0] = rows.map(([, bytes]) => bytes)
  expect(few, 'A client used up its limit, and nothing of it is in Redis.').toBeGreaterThan(0)
  const story = 'A client of 1,000 requests an hour used them up. What Redis keeps of it takes'
  expect(many, `${story} more than twice as much memory as for a client of 10 requests.`).toBeLessThanOrEqual(2 * few)
})

test('What a client has used comes back one request at a time', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const take = await startServer(kit)
  await beginMinute(kit)
  for (let request = 0; request < 10; request += 1) await take('ann')
  const commands = redis.commands().length
  const secondsOfSuccess: number[] = []
  for (let ms = 1_500; ms <= 61_500; ms += 1_500) {
    await pass(1_500, kit)
    if ((await take('ann')).isAllowed) secondsOfSuccess.push(ms / 1_000)
  }
  evidence.count('commands to Redis for 10 requests', commands, { expected: 10 })
  evidence.table(
    'requests let through',
    ['nth', 'second'],
    [...secondsOfSuccess.map((seconds, nth) => [nth + 1, seconds])],
  )
  const through = secondsOfSuccess.length
  const [first = 'never'] = secondsOfSuccess
  const story = 'A client of 10 requests a minute used them up, then asked 40 times, every 1.5 seconds.'
  expect(first, `${story} It first got through after ${first} seconds (expected 6).`).toBe(6)
  expect(through, `${story} It got through ${through} times within a minute (expected 10).`).toBe(10)
})

test('Two requests that meet use two, in whatever order their commands run', async ({ redis, clock, interleave }) => {
  const [one, two] = [
    await freshCopy(() => import('./rate-limiter.ts')),
    await freshCopy(() => import('./rate-limiter.ts')),
  ]
  const meetings = [
    { left: 1, hasComeBack: false, had: 'A client had 1 of 10 requests left' },
    { left: 2, hasComeBack: false, had: 'A client had 2 of 10 requests left' },
    { left: 1, hasComeBack: true, had: 'A client had used up its 10 requests, 1 had come back' },
  ]
  const outcome = ({ isAllowed }: Decision) => (isAllowed ? 'let through' : 'refused')
  // Each order has a clock of its own, which goes on where the test's stands.
  const goingOn = (own: Clock): Clock => {
    const startMs = clock.now() - own.now()
    return { now: () => startMs + own.now(), sleep: (ms, signal) => own.sleep(ms, signal) }
  }
  const meet = ({ createLimiter }: typeof one, connection: Redis, own: Clock) =>
    createLimiter({ redis: connection, clock: goingOn(own) }, policy)('ann').then(outcome)
  const connection = redis.connect()
  for (const { left, hasComeBack, had } of meetings) {
    await interleave({
      before: async () => {
        await redis.evictAll()
        const take = one.createLimiter({ redis: connection, clock }, policy)
        for (let request = 0; request < (hasComeBack ? 10 : 10 - left); request += 1) await take('ann')
        if (hasComeBack) await pass(6_500, { redis, clock })
      },
      actors: {
        A: ({ redis, clock }) => meet(one, redis.connect(), clock),
        B: ({ redis, clock }) => meet(two, redis.connect(), clock),
      },
      check: ({ results }) => {
        const through = Object.values(results).filter((end) => end.state === 'returned' && end.value === 'let through')
        const story = `${had}, and 2 met on two servers. ${through.length} got through`
        expect(through.length, `${story} (expected ${left}).`).toBe(left)
      },
      failingLabel: 'orders that let through too many or too few',
    })
  }
})
