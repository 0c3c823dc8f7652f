import { type Clock, expect, freshCopy, type RedisFixture, type TestClock, test } from 'loadbearing/kit'

const key = 'prices'
const ttlMs = 60_000
const never = () => new Promise<never>(() => {})

/** One process of the shop: a copy of your module with a memory of its own, and a connection of its own. */
async function startProcess(redis: RedisFixture, clock: Clock, connection = redis.connect()) {
  const { getOrLoad } = await freshCopy(() => import('./cache-stampede.ts'))
  return function read(load: () => Promise<string>) {
    const reader = { end: 'still waits' }
    getOrLoad({ redis: connection, clock }, key, ttlMs, load).then(
      (value) => (reader.end = `got ${value}`),
      (error) => (reader.end = `got the error ${error.message}`),
    )
    return reader
  }
}

/** A connection that does as `before` says ahead of each command, counted from 1. */
async function watchedConnection(redis: RedisFixture, before: (nth: number) => Promise<unknown>) {
  const connection = redis.connect()
  await connection.ping()
  const send = connection.sendCommand.bind(connection)
  let nth = 0
  connection.sendCommand = (command) => before(++nth).then(() => send(command))
  return connection
}

/** Lets so many steps of time pass, for readers and for Redis alike. */
async function pass(steps: number, ms: number, redis: RedisFixture, clock: TestClock, settled: () => Promise<void>) {
  for (let step = 1; step <= steps; step += 1) {
    await redis.age(ms)
    await clock.advance(ms)
    await settled()
  }
}

test('One expired key is rebuilt once, whoever asks', async ({ postgres, redis, clock, settled, evidence }) => {
  await postgres.query('CREATE TABLE prices AS SELECT n AS product, n * 100 AS cents FROM generate_series(1, 1000) n')
  const pool = postgres.pool()
  const rebuilt = Promise.withResolvers<string>()
  const load = () => pool.query('SELECT sum(cents) FROM prices').then(() => rebuilt.promise)
  const processes = [await startProcess(redis, clock), await startProcess(redis, clock)]
  await redis.client.set(key, 'old prices', 'PX', ttlMs)
  await redis.expireNow(key)
  const readers = Array.from({ length: 100 }, () => processes.map((read) => read(load))).flat()
  await settled()
  rebuilt.resolve('new prices')
  await settled()
  await clock.advance(5_000)
  await settled()
  const reads = postgres.statements().length
  const others = readers.filter(({ end }) => end !== 'got new prices')
  evidence.count('reads reaching Postgres', reads, { expected: 1 })
  evidence.count('readers that got the new value', readers.length - others.length, { expected: 200 })
  const story = '200 readers in 2 processes met one expired key.'
  expect(reads, `${story} Postgres was read ${reads} times (expected 1).`).toBe(1)
  expect(others, `${story} ${others.length} got no new value; one of them ${others[0]?.end}.`).toHaveLength(0)
  expect(await redis.client.get(key), `Other services read "${key}", and the value is not there.`).toBe('new prices')
  expect(Math.ceil((await redis.client.pttl(key)) / ttlMs), 'The value must expire after ttlMs.').toBe(1)
})

test('Two readers rebuild once, in whatever order their commands run', async ({ redis, interleave }) => {
  const A = await freshCopy(() => import('./cache-stampede.ts'))
  const B = await freshCopy(() => import('./cache-stampede.ts'))
  let loads = 0
  const load = async () => `prices ${++loads}`
  await interleave({
    before: async () => {
      loads = 0
      await redis.evictAll()
    },
    actors: {
      A: ({ redis, clock }) => A.getOrLoad({ redis: redis.connect(), clock }, key, ttlMs, load),
      B: ({ redis, clock }) => B.getOrLoad({ redis: redis.connect(), clock }, key, ttlMs, load),
    },
    check: () => expect(loads, `Two readers met one expired key and rebuilt it ${loads} times (expected 1).`).toBe(1),
  })
})

// kept because: a reader that gives up and loads by itself is the stampede again, a second later
test('A reader waits for a load of 5 seconds', async ({ redis, clock, settled }) => {
  const rebuilt = Promise.withResolvers<string>()
  const first = await startProcess(redis, clock)
  first(() => rebuilt.promise)
  await settled()
  const second = (await startProcess(redis, clock))(async () => 'a second load')
  await settled()
  await pass(20, 250, redis, clock, settled)
  expect(second.end, `A load ran for 5 seconds. Meanwhile a second reader ${second.end}.`).toBe('still waits')
  rebuilt.resolve('prices')
  await settled()
})

test('A failed rebuild throws to its caller and frees the key for the next', async ({ redis, clock, settled }) => {
  const first = (await startProcess(redis, clock))(() => Promise.reject(new Error('statement timeout')))
  await settled()
  const next = (await startProcess(redis, clock))(async () => 'prices')
  await settled()
  expect(first.end, 'A load threw, and its caller did not get that error.').toBe('got the error statement timeout')
  expect(next.end, `A load threw. Then Postgres was well again, and the next reader ${next.end}.`).toBe('got prices')
})

test('A rebuilder that dies blocks the key for at most 30 seconds', async ({ redis, clock, settled }) => {
  for (const commands of [1, 2, 3, 4]) {
    await redis.evictAll()
    // It dies after so many commands, or while it loads: nothing more is sent, and no line of its code runs.
    const connection = await watchedConnection(redis, async (nth) => nth > commands && never())
    const dead = await startProcess(redis, { now: Date.now, sleep: never }, connection)
    dead(never)
    await settled()
    connection.disconnect()
    const next = (await startProcess(redis, clock))(async () => 'prices')
    await settled()
    await pass(15, 2_000, redis, clock, settled)
    const story = `A process died after command ${commands} to Redis. 30 seconds later a waiting reader ${next.end}`
    expect(next.end, `${story}. In Redis: ${await redis.client.keys('*')}.`).toBe('got prices')
  }
})

test('A rebuilder that comes late does not get in the way of its successor', async ({ redis, clock, settled }) => {
  const rounds = [3, 4, 5, 6].flatMap((late) => [true, false].map((isDropped) => ({ late, isDropped })))
  for (const { late, isDropped } of rounds) {
    await redis.evictAll()
    const [goOn, rebuilt] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()]
    const slow = await watchedConnection(redis, async (nth) => nth === late && goOn.promise)
    const a = await startProcess(redis, clock, slow)
    a(async () => 'old prices')
    await settled()
    // The lock of A runs out, the prices change again, and B begins to load.
    await redis.age(30_000)
    await redis.client.del(key)
    const b = await startProcess(redis, clock)
    b(() => rebuilt.promise)
    await settled()
    goOn.resolve()
    await settled()
    const story = `A stopped before command ${late}, and its lock ran out. B took the next one, and A went on`
    if (isDropped) {
      await redis.client.del(key)
      const c = (await startProcess(redis, clock))(async () => 'a third load')
      await settled()
      expect(c.end, `${story}. While B was loading, C ${c.end}: B's lock was gone.`).toBe('still waits')
    }
    rebuilt.resolve('new prices')
    await settled()
    expect(await redis.client.get(key), `${story}. B loaded new prices, and they are not in Redis.`).toBe('new prices')
  }
})
