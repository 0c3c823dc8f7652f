import { describe, expect, vi } from 'vitest'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 30_000 })

describe('a Redis proxy', () => {
  test('records commands and leaves out the handshake', async ({ redis }) => {
    const client = redis.connect({ db: 0 })
    await client.set('key', 'value', 'PX', 60_000)
    await client.ping()
    expect(redis.commands()).toEqual([{ name: 'SET', args: ['key', 'value', 'PX', '60000'], actor: undefined }])
    redis.forgetCommands()
    expect(redis.commands()).toEqual([])
  })

  test("does not record the judge's own commands", async ({ redis }) => {
    await redis.client.set('key', 'value')
    expect(redis.commands()).toEqual([])
  })

  test.for([2, 3] as const)('carries every kind of reply in version %i of the protocol', async (protocol, {
    redis,
  }) => {
    const client = redis.connect({ protocol })
    await client.hset('hash', { a: '1', b: '2' })
    await client.zadd('sorted', 1.5, 'x')
    expect(await client.hgetall('hash')).toEqual({ a: '1', b: '2' })
    expect(await client.zscore('sorted', 'x')).toBe('1.5')
    expect(await client.get('missing')).toBeNull()
    await expect(client.incr('hash')).rejects.toThrow('WRONGTYPE')
    expect(await client.eval('return {1, {2, "three"}}', 0)).toEqual([1, [2, 'three']])
  })

  test('carries values that are larger than one packet', async ({ redis }) => {
    const client = redis.connect()
    const large = 'x'.repeat(1_000_000)
    await client.set('large', large)
    expect(await client.get('large')).toBe(large)
  })

  test.for([2, 3] as const)('carries publish and subscribe in version %i of the protocol', async (protocol, {
    redis,
  }) => {
    const subscriber = redis.connect({ protocol })
    const messages: string[] = []
    subscriber.on('message', (channel, message) => void messages.push(`${channel} ${message}`))
    await subscriber.subscribe('news', 'weather')
    const publisher = redis.connect()
    expect(await publisher.publish('news', 'one')).toBe(1)
    expect(await publisher.publish('weather', 'two')).toBe(1)
    await vi.waitFor(() => expect(messages).toEqual(['news one', 'weather two']))
    await subscriber.unsubscribe('news')
    expect(await publisher.publish('news', 'three')).toBe(0)
  })

  test('carries a blocking command whose answer comes later', async ({ redis }) => {
    const waiting = redis.connect().blpop('jobs', 0)
    await redis.connect().rpush('jobs', 'one')
    expect(await waiting).toEqual(['jobs', 'one'])
  })

  test('follows the server when the test kills it and starts it again', async ({ redis }) => {
    const client = redis.connect({ maxRetriesPerRequest: 0, retryStrategy: () => 20 })
    await client.set('key', 'value')
    await redis.kill()
    await expect(client.get('key')).rejects.toThrow()
    await redis.restart()
    await vi.waitFor(async () => expect(await client.get('key')).toBeNull(), { timeout: 10_000 })
  })

  test('ages every key that has a time to live', async ({ redis }) => {
    const client = redis.connect()
    await client.set('lock', 'A', 'PX', 10_000)
    await client.set('price', '100', 'PX', 60_000)
    await client.set('setting', 'on')
    await redis.age(10_000)
    expect(await client.mget('lock', 'price', 'setting')).toEqual([null, '100', 'on'])
    const leftMs = await client.pttl('price')
    expect(leftMs > 0 && leftMs <= 50_000, `${leftMs} ms are left of 60,000`).toBe(true)
    expect(await client.pttl('setting')).toBe(-1)
  })

  test('lets a key expire, and evicts all of them', async ({ redis }) => {
    const client = redis.connect()
    await client.mset('a', 1, 'b', 2)
    await redis.expireNow('a')
    expect(await client.mget('a', 'b')).toEqual([null, '2'])
    await redis.evictAll()
    expect(await client.mget('a', 'b')).toEqual([null, null])
  })
})
