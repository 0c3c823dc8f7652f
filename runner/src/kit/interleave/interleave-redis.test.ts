import { Redis } from 'ioredis'
import { describe, expect, vi } from 'vitest'
import type { RedisFixture } from '../redis/redis-fixture.ts'
import { type KitFixtures, test } from '../test.ts'
import type { Actor } from './actor.ts'

vi.setConfig({ testTimeout: 30_000 })

type Add = (actor: Actor) => Promise<unknown>

const script = "return redis.call('SET', KEYS[1], redis.call('GET', KEYS[1]) + 1)"

const readThenWrite: Add = async ({ redis }) => {
  const client = redis.connect()
  await client.set('n', Number(await client.get('n')) + 1)
}

/** Reads on one connection and writes on another of the same kind. */
const duplicated: Add = async ({ redis }) => {
  const client = redis.connect()
  const second = client.duplicate()
  await second.set('n', Number(await client.get('n')) + 1)
  second.disconnect()
}

const ownClient: Add = async ({ redis }) => {
  const client = new Redis(redis.url)
  await client.set('n', Number(await client.get('n')) + 1)
  await client.quit()
}

const inOneMulti: Add = ({ redis }) => redis.connect().multi().incr('n').get('n').exec()

/** MULTI and EXEC over four writes, each of which waits for its answer. */
const inSlowMulti: Add = async ({ redis }) => {
  const client = redis.connect()
  await client.multi({ pipeline: false })
  await client.incr('n')
  await client.get('n')
  await client.exec()
}

const watched: Add = async ({ redis }) => {
  const client = redis.connect()
  for (;;) {
    await client.watch('n')
    const n = Number(await client.get('n'))
    if (
      (await client
        .multi()
        .set('n', n + 1)
        .exec()) !== null
    )
      return
  }
}

/** Lets go of a watch that EXEC has ended already. */
const watchedAndUnwatched: Add = async (actor) => {
  await watched(actor)
  await actor.redis.connect().unwatch()
}

const inPipeline: Add = ({ redis }) => redis.connect().pipeline().incr('n').get('n').exec()
const inScript: Add = ({ redis }) => redis.connect().eval(script, 1, 'n')

const inDefinedCommand: Add = ({ redis }) => {
  const client = redis.connect({ scripts: { addOne: { lua: script, numberOfKeys: 1 } } })
  return (client as Redis & { addOne(key: string): Promise<unknown> }).addOne('n')
}

async function count(add: Add, redis: RedisFixture, interleave: KitFixtures['interleave']) {
  let lost = 0
  const { orders, isComplete } = await interleave({
    before: async () => void (await redis.client.set('n', 0)),
    actors: { A: add, B: add },
    check: async ({ results }) => {
      expect(Object.values(results).map(({ state }) => state)).toEqual(['returned', 'returned'])
      if ((await redis.client.get('n')) !== '2') lost += 1
    },
  })
  return { orders, lost, isComplete }
}

describe('interleave on Redis', () => {
  test.for([
    ['GET and SET', readThenWrite, { orders: 6, lost: 4 }],
    ['GET and SET on a client that the call opens itself', ownClient, { orders: 6, lost: 4 }],
    ['GET and SET on two connections, one from duplicate()', duplicated, { orders: 6, lost: 4 }],
    ['one MULTI in one write', inOneMulti, { orders: 2, lost: 0 }],
    ['one MULTI in four writes', inSlowMulti, { orders: 2, lost: 0 }],
    ['one pipeline', inPipeline, { orders: 2, lost: 0 }],
    ['one script', inScript, { orders: 2, lost: 0 }],
    ['WATCH, GET and MULTI, with retry', watched, { orders: 20, lost: 0 }],
    ['the same with an UNWATCH, which nobody else can notice', watchedAndUnwatched, { orders: 20, lost: 0 }],
    ['a script that is loaded when it is missing', inDefinedCommand, { orders: 2, lost: 0 }],
  ] as const)('tries every order of %s', async ([, add, expected], { redis, interleave }) => {
    expect(await count(add, redis, interleave)).toEqual({ ...expected, isComplete: true })
  })

  test('knows a blocking command that waits for another call', async ({ redis, interleave }) => {
    const { orders, isComplete } = await interleave({
      before: async () => void (await redis.client.flushall()),
      actors: {
        A: ({ redis }) => redis.connect().blpop('jobs', 0),
        B: ({ redis }) => redis.connect().rpush('jobs', 'one'),
      },
      check: ({ results }) => expect(results.A).toEqual({ state: 'returned', value: ['jobs', 'one'] }),
    })
    expect([orders, isComplete]).toEqual([2, true])
  })

  test('fails an order in which a blocking command is never answered', async ({ redis, interleave }) => {
    const forgotten = interleave({
      before: async () => void (await redis.client.flushall()),
      actors: { A: ({ redis }) => redis.connect().blpop('jobs', 0) },
      check: () => {},
    })
    await expect(forgotten).rejects.toThrow('A waits in a blocking command that nobody will answer')
  })

  test('sees a lock that callers poll for on the given clock', async ({ redis, interleave }) => {
    let inside = 0
    const locked: Add = async (actor) => {
      const client = actor.redis.connect()
      while ((await client.set('lock', actor.name, 'PX', 60_000, 'NX')) === null) await actor.clock.sleep(50)
      inside += 1
      expect(inside, 'two calls hold the lock').toBe(1)
      await client.incr('n')
      inside -= 1
      await client.del('lock')
    }
    const { lost, isComplete } = await count(locked, redis, interleave)
    expect([lost, isComplete]).toEqual([0, true])
  })

  test('orders Postgres and Redis together', async ({ postgres, redis, interleave }) => {
    await postgres.query('CREATE TABLE t (n int)')
    const both: Add = async (actor) => {
      await actor.redis.connect().incr('n')
      await actor.postgres.pool().query('INSERT INTO t VALUES (1)')
    }
    const { orders } = await interleave({ actors: { A: both, B: both }, check: () => {} })
    expect(orders).toBe(6)
    expect(
      redis
        .commands()
        .map(({ actor, name }) => `${actor} ${name}`)
        .toSorted(),
    ).toEqual(['A INCR', 'B INCR'])
  })
})
