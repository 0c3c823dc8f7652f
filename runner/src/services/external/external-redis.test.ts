import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startRewritingProxy } from '../../../test/services/rewriting-proxy.ts'
import { whyNot } from '../../../test/services/temporary-home.ts'
import { useUsersServers } from '../../../test/services/users-servers.ts'
import { ensureServices } from '../ensure-services.ts'
import { findKept } from '../find-kept.ts'
import { leaseRedis } from '../lease-redis.ts'
import { serviceStatus } from '../service-status.ts'
import { stopServices } from '../stop-services.ts'

const reason = await whyNot('local')
describe.skipIf(reason)('a Redis that the user runs', { timeout: 30_000 }, () => {
  const users = useUsersServers()

  beforeEach(() => {
    process.env['KATA_REDIS_URL'] = users.redisUrl
  })
  afterEach(async () => {
    await stopServices()
    delete process.env['KATA_REDIS_URL']
    await ask('FLUSHALL')
  })

  async function ask(...words: [string, ...string[]]): Promise<unknown> {
    const client = new Redis(users.redisUrl, { retryStrategy: () => null, maxRetriesPerRequest: 0 })
    client.on('error', () => undefined)
    return client.call(...words).finally(() => client.disconnect())
  }

  async function killKeeper(): Promise<void> {
    process.kill((await serviceStatus())?.processId ?? 0, 'SIGKILL')
    await expect.poll(serviceStatus).toBeUndefined()
  }

  test('is lent empty, and is given back empty with its settings as they were', async () => {
    await ask('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    const lease = await leaseRedis()
    expect(lease.provider).toBe('external')
    expect(await ask('INFO', 'commandstats')).not.toContain('cmdstat_set:')
    await ask('CONFIG', 'SET', 'maxmemory', '100mb', 'maxmemory-policy', 'noeviction')
    await ask('SET', 'key', 'value')
    const loaded = await ask('SCRIPT', 'LOAD', 'return 1')
    await lease[Symbol.asyncDispose]()
    await expect.poll(() => ask('FUNCTION', 'LIST')).toEqual([])
    expect(await ask('DBSIZE')).toBe(0)
    expect(await ask('CONFIG', 'GET', 'maxmemory*')).toEqual(
      expect.arrayContaining(['maxmemory', '0', 'maxmemory-policy', 'allkeys-lru']),
    )
    expect(await ask('SCRIPT', 'EXISTS', String(loaded))).toEqual([0])
  })

  test('is refused when it holds anything, and keeps it', async () => {
    await ask('SET', 'user:1', 'Nadia')
    await expect(ensureServices({ redis: 1 }, { pull: true })).rejects.toMatchObject({
      code: 'EXTERNAL_SERVER_NOT_USABLE',
      exitCode: 3,
      message: expect.stringMatching(/is not empty: it holds 1 key, "user:1" among them\. .* is never deleted\.$/),
      hint: expect.stringMatching(/empty it yourself: .* Or unset KATA_REDIS_URL/),
    })
    expect(await ask('GET', 'user:1')).toBe('Nadia')
  })

  test('is refused when something came into it between two runs, and keeps that', async () => {
    await ensureServices({ redis: 1 }, { pull: true })
    await ask('FUNCTION', 'LOAD', "#!lua name=mine\nredis.register_function('mine', function() return 1 end)")
    await expect(leaseRedis()).rejects.toMatchObject({
      message: expect.stringContaining('it holds the function library mine'),
    })
    expect(await ask('FCALL', 'mine', '0')).toBe(1)
    await ask('FUNCTION', 'FLUSH')
  })

  test('serves one run at a time; the next begins when the first has ended', async () => {
    const first = await leaseRedis()
    await ask('SET', 'key', 'of the first')
    const ends: string[] = []
    const second = leaseRedis().then((lease) => {
      ends.push('the second begins')
      return lease
    })
    await expect.poll(async () => (await serviceStatus())?.leases).toBe(1)
    ends.push('the first ends')
    await first[Symbol.asyncDispose]()
    await using _ = await second
    expect(ends).toEqual(['the first ends', 'the second begins'])
    expect(await ask('DBSIZE')).toBe(0)
  })

  test('keeps what a failed run left until the next run needs the room', async () => {
    const failed = await leaseRedis()
    await ask('SET', 'key', 'value')
    await failed.keepForInspection('some-kata')
    expect(await ask('GET', 'key')).toBe('value')
    expect(await findKept()).toHaveLength(1)
    await using _ = await leaseRedis()
    expect(await ask('DBSIZE')).toBe(0)
    expect(await findKept()).toEqual([])
  })

  test('is emptied by the next keeper when ours was killed in the middle of a run', async () => {
    await leaseRedis()
    await ask('SET', 'key', 'value')
    await killKeeper()
    expect(await ask('DBSIZE')).toBe(1)
    await using _ = await leaseRedis()
    expect(await ask('DBSIZE')).toBe(0)
  })

  test('is left alone by a runner with another data folder while ours uses it', async () => {
    await using lease = await leaseRedis()
    await ask('SET', 'key', 'value')
    const script = `
      import(${JSON.stringify(new URL('../lease-redis.ts', import.meta.url).href)})
        .then(({ leaseRedis }) => leaseRedis())
        .then(() => console.log('it was lent'), ({ code, message }) => console.log(code, message))
        .then(() => import(${JSON.stringify(new URL('../stop-services.ts', import.meta.url).href)}))
        .then(({ stopServices }) => stopServices())`
    const env = { ...process.env, KATA_HOME: `${process.env['KATA_HOME']}/another` }
    const other = spawn(process.execPath, ['--conditions=source', '-e', script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [answer] = await once(other.stdout, 'data')
    await once(other, 'close')
    expect(String(answer)).toMatch(/^SERVICE_BUSY The external Redis .* is in use by another runner/)
    await lease.assertAlive()
    expect(await ask('GET', 'key')).toBe('value')
  })

  test('is one, so a kata that needs two is refused by name, at once', async () => {
    await expect(ensureServices({ redis: 2 }, { pull: true })).rejects.toMatchObject({
      code: 'EXTERNAL_RIGHT_MISSING',
      message: expect.stringMatching(/^This kata uses 2 servers of redis, and the external Redis at .* is one\.$/),
    })
  })

  const refused: readonly (readonly [what: string, url: () => string | Promise<string>, message: RegExp])[] = [
    [
      'a wrong password',
      () => users.redisUrl.replace(/:\w+@/, ':secret@'),
      /does not accept the password in KATA_REDIS/,
    ],
    ['no password', () => users.redisUrl.replace(/:\w+@/, ''), /asks for a password, and KATA_REDIS_URL has none/],
    ['a port where nothing listens', () => 'redis://:secret@127.0.0.1:1', /nothing listens there/],
    ['a host that is not there', () => 'redis://:secret@nowhere.invalid', /there is no host of this name/],
    [
      'too old a version',
      () => startRewritingProxy(users.redisUrl, { 'redis_version:7': 'redis_version:6' }),
      /is version 6\.\S+; the oldest on which katas are tried is 7\.0/,
    ],
    [
      'a replica',
      () => startRewritingProxy(users.redisUrl, { 'role:master': 'role:slave ' }),
      /is a replica, which can't be written to/,
    ],
  ]
  test.each(refused)('%s is one clear error without the password, with the way out', async (_, url, message) => {
    process.env['KATA_REDIS_URL'] = await url()
    const error = await ensureServices({ redis: 1 }, { pull: true }).catch((error: unknown) => error)
    expect(error).toMatchObject({
      code: 'EXTERNAL_SERVER_NOT_USABLE',
      exitCode: 3,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/nset KATA_REDIS_URL: then the runner starts a server of its own\.$/),
    })
    expect(`${error}`).not.toContain('secret')
  })

  test('a user who may not change settings is refused by name', async () => {
    await ask('ACL', 'SETUSER', 'ada', 'on', '>secret', '~*', '&*', '+@all', '-config')
    process.env['KATA_REDIS_URL'] = users.redisUrl.replace(/\/\/.*@/, '//ada:secret@')
    await expect(ensureServices({ redis: 1 }, { pull: true })).rejects.toMatchObject({
      code: 'EXTERNAL_SERVER_NOT_USABLE',
      message: expect.stringMatching(/does not let ada do what a kata needs: NOPERM .*config/i),
      hint: expect.stringContaining('ACL SETUSER'),
    })
  })
})
