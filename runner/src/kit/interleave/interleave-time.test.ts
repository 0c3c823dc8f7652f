import type { Redis } from 'ioredis'
import { describe, expect, vi } from 'vitest'
import { test } from '../test.ts'
import type { Actor } from './actor.ts'

vi.setConfig({ testTimeout: 30_000 })

const lockMs = 30_000
const deleteIfMine = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"

type Release = (client: Redis, owner: string) => Promise<unknown>

const byAnybody: Release = (client) => client.del('lock')
const byItsOwner: Release = (client, owner) => client.eval(deleteIfMine, 1, 'lock', owner)
const afterALook: Release = async (client, owner) => (await client.get('lock')) === owner && client.del('lock')

const time = ({ letTimePass }: Actor) => letTimePass(lockMs)

describe('an actor that lets time pass', () => {
  test('does so between any two commands of the others, for keys and for the clock alike', async ({
    redis,
    interleave,
  }) => {
    const seen: unknown[] = []
    const { orders, isComplete } = await interleave({
      before: () => redis.evictAll(),
      actors: {
        A: async ({ clock, redis }) => {
          const client = redis.connect()
          const startMs = clock.now()
          await client.set('lock', 'A', 'PX', lockMs)
          return [await client.get('lock'), clock.now() - startMs]
        },
        time,
      },
      check: ({ results }) => void seen.push(results.A.state === 'returned' && results.A.value),
    })
    expect([orders, isComplete]).toEqual([3, true])
    expect(seen).toEqual(
      expect.arrayContaining([
        ['A', 0],
        [null, lockMs],
        ['A', lockMs],
      ]),
    )
  })

  test('wakes who is due meanwhile, at the end of that time', async ({ redis, interleave }) => {
    const woken: unknown[] = []
    await interleave({
      before: () => redis.evictAll(),
      actors: {
        A: async ({ clock }) => {
          const startMs = clock.now()
          await clock.sleep(10_000)
          return clock.now() - startMs
        },
        time,
      },
      check: ({ results }) => void woken.push(results.A),
    })
    expect(woken).toEqual([{ state: 'returned', value: lockMs }])
  })

  test.for([
    [
      'whoever holds it',
      byAnybody,
      'A gets lock · time lets 30 s pass: lock expires · B gets lock · A deletes lock · C gets lock · C deletes lock · B deletes lock',
    ],
    [
      'after a look whose it is',
      afterALook,
      'A gets lock · A reads A · time lets 30 s pass: lock expires · B gets lock · A deletes lock · C gets lock · C reads C · C deletes lock · B reads nothing',
    ],
    ['in one step by its owner', byItsOwner, undefined],
  ] as const)('shows what comes of a lock that is freed %s', async ([, release, failingOrder], {
    redis,
    interleave,
  }) => {
    let holder: string | undefined
    let broken: string[] = []
    const work = (workMs: number) => async (actor: Actor) => {
      const client = actor.redis.connect()
      if ((await client.set('lock', actor.name, 'PX', lockMs, 'NX')) === null) return
      if (holder !== undefined) broken.push(`${actor.name} got the lock of ${holder}`)
      holder = workMs > 0 ? actor.name : undefined
      if (workMs > 0) await actor.clock.sleep(workMs)
      if (holder === actor.name) holder = undefined
      await release(client, actor.name)
    }
    const exploring = interleave({
      before: async () => {
        holder = undefined
        broken = []
        await redis.evictAll()
      },
      actors: {
        A: work(0),
        B: work(10_000),
        C: work(0),
        time: async ({ letTimePass }) => {
          await letTimePass(lockMs)
          holder = undefined
        },
      },
      check: () => expect(broken).toEqual([]),
    })
    if (failingOrder === undefined) expect((await exploring).isComplete).toBe(true)
    else await expect(exploring).rejects.toThrow(failingOrder)
  })

  test('is undecided, and does not pass, when Redis refuses to let time pass', async ({ redis, interleave }) => {
    await redis.client.acl('SETUSER', 'default', '-eval')
    const refused = interleave({ actors: { A: ({ redis }) => redis.connect().get('lock'), time }, check: () => {} })
    await expect(refused).rejects.toMatchObject({ code: 'ORDER_UNDECIDED' })
  })

  test('is refused when the test does not name Redis', async ({ postgres, interleave }) => {
    const refused = interleave({
      actors: { A: ({ postgres }) => postgres.pool().query('SELECT 1'), time },
      check: () => {},
    })
    expect(postgres.version).toBeDefined()
    await expect(refused).rejects.toMatchObject({ code: 'FIXTURE_NOT_REQUESTED' })
  })
})
