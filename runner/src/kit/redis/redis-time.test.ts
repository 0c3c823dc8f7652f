import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { describe, expect, vi } from 'vitest'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 30_000 })

const hourMs = 3_600_000
const askInScript = "local now = redis.call('TIME')\nreturn now[1]"
const sha = createHash('sha1').update(askInScript).digest('hex')
const hoursFrom = (beganMs: number, seconds: unknown) => Math.round((Number(seconds) * 1_000 - beganMs) / hourMs)

/** Ways to ask the server for the time, in whole seconds. */
const ways: Record<string, (client: Redis) => Promise<unknown>> = {
  TIME: async (client) => (await client.time())[0],
  'MULTI and TIME': async (client) => ((await client.multi().time().exec())?.[0]?.[1] as string[])[0],
  'a script': (client) => client.eval(askInScript, 0),
  'a script that calls by another name': (client) => client.eval("return redis.pcall('time')[1]", 0),
  'a script by its SHA-1': async (client) => client.evalsha(String(await client.script('LOAD', askInScript)), 0),
  'a defined command': (client) => {
    client.defineCommand('askTheTime', { lua: askInScript, numberOfKeys: 0 })
    return (client as unknown as { askTheTime(): Promise<unknown> }).askTheTime()
  },
}

describe('the time of Redis', () => {
  test.for(Object.keys(ways))('goes on with the test as %s sees it', async (way, { redis }) => {
    const ask = ways[way] ?? (async () => 0)
    const [client, beganMs] = [redis.connect(), Date.now()]
    expect(hoursFrom(beganMs, await ask(client))).toBeCloseTo(0)
    await redis.age(hourMs)
    expect(hoursFrom(beganMs, await ask(client))).toBe(1)
    await redis.age(hourMs + 1)
    expect(hoursFrom(beganMs, await ask(client))).toBe(2)
  })

  test('goes on for links and for actors, too', async ({ redis, wire, interleave }) => {
    const beganMs = Date.now()
    await redis.age(hourMs)
    expect(hoursFrom(beganMs, await (await wire.redis()).connect().eval(askInScript, 0))).toBe(1)
    const seen = new Set<number>()
    const ask = async ({ redis }: { redis: { connect(): Redis } }) =>
      void seen.add(hoursFrom(beganMs, await redis.connect().eval(askInScript, 0)))
    const time = ({ letTimePass }: { letTimePass(ms: number): Promise<void> }) => letTimePass(hourMs)
    const { orders } = await interleave({ actors: { A: ask, time }, check: () => {} })
    expect([orders, Math.min(...seen), Math.max(...seen)]).toEqual([2, 1, 3])
  })

  test('leaves keys, arguments of any bytes, and the line of an error as they are', async ({ redis }) => {
    const client = redis.connect()
    await redis.age(hourMs)
    const bytes = Buffer.from([0, 255, 13, 10, 36])
    await client.eval("redis.call('TIME') redis.call('SET', KEYS[1], ARGV[1])", 1, 'key', bytes)
    expect(await client.getBuffer('key')).toEqual(bytes)
    await expect(client.eval("redis.call('TIME')\nerror('here')", 0)).rejects.toThrow('user_script:2: here')
    expect(await client.eval("#!lua flags=no-writes\nreturn redis.call('TIME')[2] ~= nil", 0)).toBe(1)
  })

  test('knows no script of before a restart', async ({ redis }) => {
    const client = redis.connect()
    await client.eval(askInScript, 0)
    await redis.age(hourMs)
    await redis.kill()
    await redis.restart()
    await expect(redis.connect().evalsha(sha, 0)).rejects.toThrow('NOSCRIPT')
  })
})
