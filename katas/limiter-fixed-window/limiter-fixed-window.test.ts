import { setTimeout as sleep } from 'node:timers/promises'
import { expect, freshCopy, type KitFixtures, test } from 'loadbearing/kit'
import type { Take } from './rate-limiter.ts'

type Kit = Pick<KitFixtures, 'redis' | 'clock'>
const policy = { limit: 10, windowMs: 60_000 }

/** One server of the API: a copy of your module with a memory of its own, and a connection of its own. */
async function startServer({ redis, clock }: Kit, connection = redis.connect()): Promise<Take> {
  const { createLimiter } = await freshCopy(() => import('./rate-limiter.ts'))
  return createLimiter({ redis: connection, clock }, policy)
}

/** A connection on which nothing is sent after so many commands, because the process has died. */
async function dyingConnection({ redis }: Kit, commands: number) {
  const connection = redis.connect()
  await connection.ping()
  const send = connection.sendCommand.bind(connection)
  let nth = 0
  connection.sendCommand = (command) => (++nth > commands ? new Promise(() => {}) : send(command))
  return connection
}

/** Lets time pass, for servers and for Redis alike. */
async function pass(ms: number, { redis, clock }: Kit) {
  await redis.age(ms)
  await clock.advance(ms)
}

/** A second after the full minute, so that those who count by the minute have one before them. */
const beginMinute = (kit: Kit) => pass(policy.windowMs + 1_000 - (kit.clock.now() % policy.windowMs), kit)

/** How many of so many requests, one in each millisecond, are let through. */
async function ask(take: Take, requests: number, { clock }: Kit, client = 'ann') {
  let through = 0
  for (let request = 0; request < requests; request += 1) {
    through += (await take(client)).isAllowed ? 1 : 0
    await clock.advance(1)
  }
  return through
}

/**
 * How many of so many requests, made at the same moment, are let through. Whoever has no answer after 8 seconds, a
 * hundred times what it takes, is not: some wait for a server that is dead.
 */
async function askAtOnce(take: Take, requests: number) {
  let through = 0
  const one = () => take('ann').then(({ isAllowed }) => (through += isAllowed ? 1 : 0))
  const all = Promise.allSettled(Array.from({ length: requests }, one))
  await Promise.race([all, sleep(8_000, undefined, { ref: false })])
  return through
}

test('Several servers together let through what one would', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const servers = [await startServer(kit), await startServer(kit), await startServer(kit), await startServer(kit)]
  await beginMinute(kit)
  const through = servers.map(() => 0)
  for (let round = 0; round < 10; round += 1)
    for (const [nth, take] of servers.entries()) through[nth] = (through[nth] ?? 0) + (await ask(take, 1, kit))
  const late = await ask(await startServer(kit), 10, kit)
  let uneven = 0
  for (const [nth, take] of servers.entries()) uneven += await ask(take, nth < 3 ? 1 : 10, kit, 'bob')
  const total = through.reduce((sum, one) => sum + one, late)
  evidence.table(
    'requests let through, of 10 each',
    ['server', 'let through'],
    [...through.map((count, nth) => [`server ${nth + 1}`, count]), ['a new server', late]],
  )
  const story = 'A client may have 10 requests a minute. Over 4 servers and a new one it made 50'
  expect(total, `${story}, and ${total} got through (expected 10).`).toBe(10)
  const other = 'Another made 1 request on each of 3 servers and 10 on the fourth.'
  expect(uneven, `${other} In all ${uneven} got through (expected 10).`).toBe(10)
})

test('A server that dies between two commands shuts nobody out', async ({ redis, clock, settled }) => {
  const kit = { redis, clock }
  for (const commands of [1, 2, 3, 4, 5]) {
    const connection = await dyingConnection(kit, commands)
    const dying = await startServer(kit, connection)
    dying('ann').catch(() => {})
    await settled()
    connection.disconnect()
    const take = await startServer(kit)
    await askAtOnce(take, 11)
    await pass(policy.windowMs + 1_000, kit)
    const through = await askAtOnce(take, 10)
    const story = `A server died after command ${commands} to Redis, and the client used up its limit on another one.`
    expect(through, `${story} A minute later it made 10 requests, and ${through} got through (expected 10).`).toBe(10)
    await redis.evictAll()
  }
})

test('Whoever is refused is let in a window later, however often they ask', async ({ redis, clock, evidence }) => {
  const kit = { redis, clock }
  const take = await startServer(kit)
  await beginMinute(kit)
  await ask(take, 10, kit)
  let through = 0
  for (let seconds = 5; seconds <= 60; seconds += 5) {
    await pass(5_000, kit)
    through += await ask(take, 1, kit)
  }
  through += await ask(take, 9, kit)
  evidence.count('requests let through within the minute after the limit was used up', through)
  const story = 'A client used up its 10 requests, then asked every 5 seconds for a minute, and 9 times more after it.'
  expect(through, `${story} In all ${through} of these got through (expected 9 or more).`).toBeGreaterThan(8)
})
