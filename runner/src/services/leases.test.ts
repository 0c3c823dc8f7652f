import { Redis } from 'ioredis'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../test/services/temporary-home.ts'
import { leaseWait } from './client/lease-wait.ts'
import { discardKept } from './discard-kept.ts'
import { ensureServices } from './ensure-services.ts'
import { findKept } from './find-kept.ts'
import { leasePostgres } from './lease-postgres.ts'
import { leaseRedis } from './lease-redis.ts'

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function ask(url: string, ...words: [string, ...string[]]): Promise<unknown> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null, lazyConnect: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.call(...words)
  } finally {
    client.disconnect()
  }
}

for (const provider of ['local', 'docker'] as const) {
  const reason = await whyNot(provider)
  describe.skipIf(reason)(`leases by ${provider}${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 30_000 }, () => {
    useTemporaryHome({ KATA_PROVIDER: provider })

    test('both services start in parallel and say where they are', async () => {
      const stages: string[] = []
      const onProgress = ({ service, stage }: { service: string; stage: string }) => stages.push(`${service} ${stage}`)
      const services = await ensureServices({ postgres: 1, redis: 1 }, { pull: false, onProgress })
      expect(services.map(({ name, host }) => `${name} ${host}`)).toEqual(['postgres 127.0.0.1', 'redis 127.0.0.1'])
      expect(services.every((service) => service.provider === provider)).toBe(true)
      expect(stages).toEqual(expect.arrayContaining(['postgres ready', 'redis ready']))
    })

    test('a postgres lease is an empty database that is gone after dispose', async () => {
      const lease = await leasePostgres()
      await query(lease.url, 'CREATE TABLE t AS SELECT 1 AS n')
      expect(await query(lease.url, 'SELECT n FROM t')).toEqual([{ n: 1 }])
      await lease[Symbol.asyncDispose]()
      await expect
        .poll(() => query(lease.url, 'SELECT 1').catch((error) => error.code), { timeout: 10_000 })
        .toBe('3D000')
    })

    test('it is told when a lease is waited for, and when no longer', async () => {
      const told: unknown[] = []
      const note = (isWaiting: unknown) => told.push(isWaiting)
      leaseWait.subscribe(note)
      await using _lease = await leasePostgres().finally(() => leaseWait.unsubscribe(note))
      expect(told).toEqual([true, false])
    })

    test('what one redis lease is told the other does not know', async () => {
      await using one = await leaseRedis()
      await using other = await leaseRedis()
      await ask(one.url, 'CONFIG', 'SET', 'maxmemory', '100mb')
      await ask(one.url, 'SET', 'key', 'value')
      expect(await ask(other.url, 'DBSIZE')).toBe(0)
      expect(await ask(other.url, 'CONFIG', 'GET', 'maxmemory')).toEqual(['maxmemory', '0'])
    })

    test('a killed redis comes back empty at the same address', async () => {
      await using lease = await leaseRedis()
      await ask(lease.url, 'SET', 'key', 'value')
      await lease.kill()
      await expect(ask(lease.url, 'PING')).rejects.toThrow()
      await lease.assertAlive()
      await lease.restart()
      expect(await ask(lease.url, 'DBSIZE')).toBe(0)
    })

    test('ten leases at once are ten databases', async () => {
      const leases = await Promise.all(Array.from({ length: 10 }, () => leasePostgres()))
      expect(new Set(leases.map(({ database }) => database)).size).toBe(10)
      await Promise.all(leases.map((lease) => lease[Symbol.asyncDispose]()))
    })

    test('what is kept for inspection stays until its label is discarded', async () => {
      const postgres = await leasePostgres()
      const redis = await leaseRedis()
      await postgres.keepForInspection('some-kata')
      await redis.keepForInspection('some-kata')
      await postgres[Symbol.asyncDispose]()
      expect(await query(postgres.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
      expect((await findKept('some-kata')).map(({ url }) => url)).toEqual(
        expect.arrayContaining([postgres.url, redis.url]),
      )
      await discardKept('another-kata')
      expect(await findKept()).toHaveLength(2)
      await discardKept('some-kata')
      expect(await findKept()).toEqual([])
      await expect(ask(redis.url, 'PING')).rejects.toThrow()
      await expect(query(postgres.url, 'SELECT 1')).rejects.toThrow(/does not exist/)
    })
  })
}
