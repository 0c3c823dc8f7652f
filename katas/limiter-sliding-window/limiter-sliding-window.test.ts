import { expect, freshCopy, type KitFixtures, test } from 'loadbearing/kit'
import type { Take } from './rate-limiter.ts'

type Kit = Pick<KitFixtures, 'redis' | 'clock'>
const policy = { limit: 10, windowMs: 60_000 }

/** One server of the API: a copy of your module with a memory of its own, and a connection of its own. */
async function startServer({ redis, clock }: Kit): Promise<Take> {
  const { createLimiter } = await freshCopy(() => import('./rate-limiter.ts'))
  return createLimiter({ redis: redis.connect(), clock }, policy)
}

/** Lets time pass, for servers and for Redis alike. */
async function pass(ms: number, { redis, clock }: Kit) {
  await redis.age(ms)
  await clock.advance(ms)
}

/** A second after the full minute, so that those who count by the minute have one before them. */
const beginMinute = (kit: Kit) => pass(policy.windowMs + 1_000 - (kit.clock.now() % policy.windowMs), kit)

test('No boundary between two windows doubles the limit', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const take = await startServer(kit)
  await beginMinute(kit)
  /** One request in each millisecond. */
  const ask = async (requests: number, client = 'ann') => {
    let through = 0
    for (let request = 0; request < requests; request += 1) {
      through += (await take(client)).isAllowed ? 1 : 0
      await clock.advance(1)
    }
    return through
  }
  const first = await ask(1)
  await pass(56_000, kit)
  const late = await ask(9)
  await pass(5_000, kit)
  const next = await ask(10)
  // At moments that lie differently in windows, or parts of windows, wherever these begin.
  const others = ['bob', 'cid', 'dan']
  for (const client of others) {
    await ask(10, client)
    await pass(3_500, kit)
  }
  await pass(57_000 - others.length * 3_500, kit)
  const early: number[] = []
  for (const client of others) {
    early.push(await ask(10, client))
    await pass(3_500, kit)
  }
  const soonest = Math.max(...early)
  evidence.table(
    'requests let through',
    ['second', 'of', 'let through'],
    [
      [1, 1, first],
      [57, 9, late],
      [62, 10, next],
    ],
  )
  expect(late, `A client made 1 request of its 10, and 56 seconds later 9 more. ${late} of them got through.`).toBe(9)
  const story = 'A client may have 10 requests a minute. It made 9, and 5 seconds later, in the next minute, 10.'
  expect(late + next, `${story} Within these seconds ${late + next} got through (expected at most 10).`).toBeLessThan(
    11,
  )
  const usedUp = 'A client used up its 10 requests at once. 57 seconds later it made 10 more'
  expect(soonest, `${usedUp}, and ${soonest} got through (expected at most 9).`).toBeLessThan(10)
})

test('Requests within one millisecond all count', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const servers = [await startServer(kit), await startServer(kit)]
  await beginMinute(kit)
  let through = 0
  for (let round = 0; round < 25; round += 1)
    for (const take of servers) through += (await take('ann')).isAllowed ? 1 : 0
  evidence.count('requests let through, of 50 in one millisecond', through, { expected: 10 })
  const story = 'A client may have 10 requests a minute. It made 50 on 2 servers while their clocks stood still,'
  expect(through, `${story} and ${through} got through (expected 10).`).toBe(10)
})

test('Whoever waits as long as they were told is let in, and not before', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const take = await startServer(kit)
  await beginMinute(kit)
  // Not all at once, or the oldest and the newest would be back at the same moment.
  for (const waitMs of [24_000, 15_000]) {
    for (let request = 0; request < 5; request += 1) await take('ann')
    await pass(waitMs, kit)
  }
  let { isAllowed, retryAfterMs } = await take('ann')
  for (let request = 1; isAllowed && request <= 10; request += 1) ({ isAllowed, retryAfterMs } = await take('ann'))
  const seconds = Math.ceil(retryAfterMs / 1_000)
  evidence.count('seconds to wait, as told', seconds)
  const used = 'A client made 5 of its 10 requests, 24 seconds later the others'
  const story = `${used}, and 15 seconds after these it was refused`
  expect(isAllowed, `${used}, and 15 seconds after these 11 more got through.`).toBe(false)
  expect(retryAfterMs > 0 && retryAfterMs <= 60_000, `${story} and told to wait for ${seconds} seconds.`).toBe(true)
  const halfMs = Math.ceil(retryAfterMs / 2)
  await pass(halfMs, kit)
  const { isAllowed: isEarly } = await take('ann')
  await pass(halfMs + 50, kit)
  const { isAllowed: isLate } = await take('ann')
  expect(isEarly, `${story} and told to wait for ${seconds} seconds. Half of that was enough.`).toBe(false)
  expect(isLate, `${story} and told to wait for ${seconds} seconds. After that it was refused again.`).toBe(true)
})
