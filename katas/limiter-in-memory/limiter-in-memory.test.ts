import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Clock, expect, freshCopy, type KitFixtures, test } from 'loadbearing/kit'
import type { Take } from './rate-limiter.ts'

type Kit = Pick<KitFixtures, 'redis' | 'clock'>
const policy = { limit: 10, windowMs: 60_000 }
const hourMs = 3_600_000

/** A clock that goes on by a millisecond with each look at it. */
function ticking(clock: Clock): Clock {
  let ticks = 0
  return { now: () => clock.now() + ticks++, sleep: (ms, signal) => clock.sleep(ms, signal) }
}

/** One server of the API. It lives by `own`. */
async function startServer({ redis, clock }: Kit, own = ticking(clock)): Promise<Take> {
  const { createLimiter } = await freshCopy(() => import('./rate-limiter.ts'))
  return createLimiter({ redis: redis.connect(), clock: own }, policy)
}

/** Lets time pass, for servers and for Redis alike. */
async function pass(ms: number, { redis, clock }: Kit) {
  await redis.age(ms)
  await clock.advance(ms)
}

/** A second after the full minute, so that those who count by the minute have one before them. */
const beginMinute = (kit: Kit) => pass(policy.windowMs + 1_000 - (kit.clock.now() % policy.windowMs), kit)

/** How many of so many requests, made at the same moment, are let through. */
async function ask(take: Take, requests: number, client = 'ann') {
  const decisions = await Promise.all(Array.from({ length: requests }, () => take(client)))
  return decisions.filter(({ isAllowed }) => isAllowed).length
}

test('A client gets its limit at once, and then only what comes back', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const take = await startServer(kit)
  await beginMinute(kit)
  const { remaining } = await take('bob')
  const atOnce = await ask(take, 30)
  const others = await ask(take, 30, 'bob')
  await pass(policy.windowMs / 2, kit)
  const halfway = await ask(take, 30)
  await pass(policy.windowMs, kit)
  const rested = await ask(take, 30)
  evidence.table(
    'requests let through, of 30',
    ['when', 'let through', 'limit'],
    [
      ['at once', atOnce, 10],
      ['half a minute later', halfway, 5],
      ['after a minute of rest', rested, 10],
    ],
  )
  const story = 'A client may have 10 requests a minute. It made'
  expect(remaining, `A client made its first request of 10, and was told that ${remaining} remain.`).toBe(9)
  expect(atOnce, `${story} 30 at the same moment, and ${atOnce} got through (expected 10).`).toBe(10)
  expect(others, `Another client had 9 left and made 30 requests. ${others} got through.`).toBe(9)
  expect(
    halfway,
    `${story} 30 more half a minute later, and ${halfway} got through (expected at most 5).`,
  ).toBeLessThan(6)
  expect(rested, `${story} none for a minute, then 30, and ${rested} got through (expected 10).`).toBe(10)
})

test('A clock that is set back shuts nobody out', async ({ redis, clock }) => {
  const kit = { redis, clock }
  let offMs = 0
  const ticks = ticking(clock)
  const take = await startServer(kit, { ...ticks, now: () => ticks.now() + offMs })
  await beginMinute(kit)
  await ask(take, 5)
  await ask(take, 10, 'bob')
  offMs = -hourMs
  const left = await ask(take, 5)
  const anew = await ask(take, 10, 'bob')
  await pass(policy.windowMs, kit)
  const rested = await ask(take, 10)
  const story = "A client had 5 of 10 requests left when the server's clock was set back by an hour."
  expect(left, `${story} It made 5, and ${left} got through (expected 5).`).toBe(5)
  expect(
    anew,
    `Another had used up its 10 requests. The clock was set back, and ${anew} got through anew (expected 0).`,
  ).toBe(0)
  expect(rested, `${story} A minute later it made 10, and ${rested} got through (expected 10).`).toBe(10)
})

test('A client that does not come back is forgotten', async ({ redis, clock, settled, evidence }) => {
  const kit = { redis, clock }
  const take = await startServer(kit)
  const megabytes = 8
  const visit = async (nth: number) => void (await take(`${nth}`.padEnd(2 ** 14, 'x')))
  const crowd = async (size: number, one: (nth: number) => Promise<unknown>) => {
    for (let nth = 0; nth < size; nth += 256) await Promise.all(Array.from({ length: 256 }, (_, at) => one(nth + at)))
    await settled()
    redis.forgetCommands()
  }
  await crowd(512, () => take('ann'))
  const before = heapBytes()
  await crowd(megabytes * 64, visit)
  for (let day = 1; day <= 2; day += 1) {
    await pass(24 * hourMs, kit)
    await crowd(512, () => take('ann'))
  }
  const kept = (heapBytes() - before) / 2 ** 20
  evidence.count('MiB that 512 clients have left behind', Math.max(0, Math.round(kept)), { expected: 0 })
  const story = '512 clients came once, with names of 16,384 characters. Two days and 1,000 other requests later'
  expect(kept, `${story} the server still kept most of these names.`).toBeLessThan(megabytes / 2)
})

/** What is in use after the garbage is gone. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return getHeapStatistics().used_heap_size
}
