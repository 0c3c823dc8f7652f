import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { beforeEach, describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../test/services/temporary-home.ts'
import { ensureServices } from './ensure-services.ts'
import { findKept } from './find-kept.ts'
import type { PostgresLease } from './lease.ts'
import { leasePostgres } from './lease-postgres.ts'
import { leaseRedis } from './lease-redis.ts'
import type { RunningService } from './service.ts'
import { serviceStatus } from './service-status.ts'
import { stopServices } from './stop-services.ts'

const needs = { postgres: 1, redis: 1 }

async function status() {
  const found = await serviceStatus()
  expect(found).toBeDefined()
  return found ?? expect.unreachable()
}

async function killKeeper(): Promise<number> {
  const { processId } = await status()
  process.kill(processId, 'SIGKILL')
  await expect.poll(serviceStatus).toBeUndefined()
  return processId
}

function killServer({ processId, containerId }: RunningService): void {
  if (processId) process.kill(processId, 'SIGKILL')
  else execFileSync('docker', ['rm', '-f', containerId ?? ''], { stdio: 'ignore' })
}

async function databases({ url }: Pick<PostgresLease, 'url'>): Promise<string[]> {
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query("SELECT datname FROM pg_database WHERE datname LIKE 'kata_%'")
  await client.end()
  return rows.map(({ datname }) => datname)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true))
    socket.on('error', () => resolve(false)).unref()
  })
}

/** A process of its own that runs `code`, which may use what this folder exports, and writes lines. */
function startClient(code: string) {
  const script = `const load = (file) => import(new URL(file, ${JSON.stringify(import.meta.url)}))\n${code}`
  return spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function firstLine(client: ReturnType<typeof startClient>): Promise<string> {
  const [line] = await once(createInterface(client.stdout), 'line')
  return String(line)
}

for (const provider of ['local', 'docker'] as const) {
  const reason = await whyNot(provider)
  describe.skipIf(reason)(
    `recovery by ${provider}${reason ? ` (skipped: ${reason})` : ''}`,
    { timeout: 40_000 },
    () => {
      useTemporaryHome({ KATA_PROVIDER: provider })
      beforeEach(() => ensureServices(needs, { pull: false }), 40_000)

      test('two clients that start at the same moment get one keeper', async () => {
        await killKeeper()
        const code = `
        const { ensureServices } = await load('./ensure-services.ts')
        const { serviceStatus } = await load('./service-status.ts')
        await ensureServices({ postgres: 1 }, { pull: false })
        console.log((await serviceStatus()).processId)`
        const clients = [startClient(code), startClient(code)]
        const keepers = await Promise.all(clients.map(firstLine))
        expect(new Set(keepers).size).toBe(1)
        expect(Number(keepers[0])).toBe((await status()).processId)
      })

      test('a client killed while it holds leases leaves nothing behind', async () => {
        const client = startClient(`
        const { leasePostgres } = await load('./lease-postgres.ts')
        const { leaseRedis } = await load('./lease-redis.ts')
        const lease = await leasePostgres()
        await leaseRedis()
        console.log(JSON.stringify({ url: lease.url, database: lease.database }))
        setInterval(() => {}, 1000)`)
        const lease = JSON.parse(await firstLine(client)) as PostgresLease
        expect((await status()).leases).toBe(2)
        client.kill('SIGKILL')
        await expect.poll(async () => (await status()).leases).toBe(0)
        await expect.poll(() => databases(lease), { timeout: 10_000 }).not.toContain(lease.database)
      })

      test('after kill -9 of the keeper the next command takes over its servers and what was kept', async () => {
        const kept = await leasePostgres()
        await kept.keepForInspection('some-kata')
        const keptRedis = await leaseRedis()
        await keptRedis.keepForInspection('some-kata')
        const lost = await leasePostgres()
        const before = (await status()).services
        const keeper = await killKeeper()
        await expect(lost.assertAlive()).rejects.toMatchObject({ code: 'SERVICE_LOST' })
        await lost[Symbol.asyncDispose]()
        const after = await ensureServices(needs, { pull: false })
        expect(after).toEqual(before)
        expect((await status()).processId).not.toBe(keeper)
        const left = await databases(kept)
        expect(left).toContain(kept.database)
        expect(left).not.toContain(lost.database)
        expect((await findKept('some-kata')).map(({ url }) => url)).toEqual(
          expect.arrayContaining([kept.url, keptRedis.url]),
        )
      })

      test('after the servers are killed the next command starts new ones', async () => {
        const lease = await leasePostgres()
        const redis = await leaseRedis()
        const before = (await status()).services
        before.forEach(killServer)
        const codeOf = ({ assertAlive }: { assertAlive(): Promise<void> }) => assertAlive().catch((error) => error.code)
        await expect.poll(() => codeOf(lease)).toBe('SERVICE_LOST')
        if (provider === 'docker') await expect.poll(() => codeOf(redis)).toBe('SERVICE_LOST')
        const after = await ensureServices(needs, { pull: false })
        expect(after.map(({ startedAt }) => startedAt)).not.toEqual(before.map(({ startedAt }) => startedAt))
        await using fresh = await leasePostgres()
        expect(await databases(fresh)).toContain(fresh.database)
      })

      test('a stop finds what a killed keeper left', async () => {
        const { services } = await status()
        await killKeeper()
        await stopServices()
        for (const { port } of services) expect(await isListening(port)).toBe(false)
      })

      test('after keeper and servers are killed together the next lease works', async () => {
        const { services } = await status()
        await killKeeper()
        services.forEach(killServer)
        await using postgres = await leasePostgres()
        await using redis = await leaseRedis()
        await postgres.assertAlive()
        await redis.assertAlive()
        expect(await databases(postgres)).toContain(postgres.database)
      })
    },
  )
}
