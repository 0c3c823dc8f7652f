import { execFileSync } from 'node:child_process'
import { connect } from 'node:net'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../test/services/temporary-home.ts'
import { discardKept } from './discard-kept.ts'
import { ensureServices } from './ensure-services.ts'
import { findKept } from './find-kept.ts'
import { findShellTarget } from './find-shell-target.ts'
import type { ReplicaLease } from './lease.ts'
import { leaseReplica } from './lease-replica.ts'
import type { RunningService } from './service.ts'
import { serviceStatus } from './service-status.ts'
import { stopServices } from './stop-services.ts'

/** Also on a machine that is busy with something else. */
const soon = { timeout: 10_000 }

async function query(url: string | undefined, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url ?? '' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const portOf = (url: string | undefined) => Number(new URL(url ?? '').port)

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(true))
    socket.on('error', () => resolve(false)).unref()
  })
}

async function promote({ standbyUrls }: ReplicaLease): Promise<void> {
  await query(standbyUrls[0], 'SELECT pg_promote()')
}

async function killKeeper(): Promise<void> {
  process.kill((await serviceStatus())?.processId ?? 0, 'SIGKILL')
  await expect.poll(serviceStatus, soon).toBeUndefined()
}

function killPrimary({ processId, containerId }: RunningService): void {
  if (processId) process.kill(processId, 'SIGKILL')
  else execFileSync('docker', ['rm', '-f', containerId ?? ''], { stdio: 'ignore' })
}

for (const provider of ['local', 'docker'] as const) {
  const reason = await whyNot(provider)
  const title = `a primary with standbys by ${provider}${reason ? ` (skipped: ${reason})` : ''}`
  describe.skipIf(reason)(title, { timeout: 60_000 }, () => {
    useTemporaryHome({ KATA_PROVIDER: provider })

    test('it starts when it is ensured, and says where its standbys are', async () => {
      const stages: string[] = []
      const [service] = await ensureServices(
        { 'postgres-replica': 1 },
        { pull: false, onProgress: ({ service, stage }) => stages.push(`${service} ${stage}`) },
      )
      expect(service).toMatchObject({ name: 'postgres-replica', provider, host: '127.0.0.1' })
      expect(service?.standbyPorts).toHaveLength(1)
      expect(stages).toContain('postgres-replica ready')
    })

    test('a lease is one empty database on the primary and its standby, and gone after dispose', async () => {
      const lease = await leaseReplica({ standbys: 1 })
      expect(await query(lease.url, 'SELECT pg_is_in_recovery() AS standby')).toEqual([{ standby: false }])
      expect(await query(lease.standbyUrls[0], 'SELECT pg_is_in_recovery() AS standby')).toEqual([{ standby: true }])
      await query(lease.url, 'CREATE TABLE t AS SELECT 1 AS n')
      await expect
        .poll(() => query(lease.standbyUrls[0], 'SELECT n FROM t').catch((error) => error.code), soon)
        .toEqual([{ n: 1 }])
      await lease[Symbol.asyncDispose]()
      for (const url of [lease.url, lease.standbyUrls[0]])
        await expect.poll(() => query(url, 'SELECT 1').catch((error) => error.code), soon).toBe('3D000')
    })

    test('what a run set for whole servers is undone before the next run', async () => {
      const first = await leaseReplica({ standbys: 1 })
      await query(first.standbyUrls[0], 'SELECT pg_wal_replay_pause()')
      await query(first.standbyUrls[0], "ALTER SYSTEM SET work_mem = '7MB'")
      await query(first.url, "ALTER SYSTEM SET synchronous_standby_names = 'standby_1'")
      await query(first.url, "SELECT pg_create_physical_replication_slot('forgotten')")
      await query(first.url, 'SELECT pg_reload_conf()')
      await first[Symbol.asyncDispose]()
      await using second = await leaseReplica({ standbys: 1 })
      expect(second.url.replace(/\/[^/]*$/, '')).toBe(first.url.replace(/\/[^/]*$/, ''))
      const state = "SELECT pg_get_wal_replay_pause_state() AS replay, current_setting('work_mem') AS memory"
      expect(await query(second.standbyUrls[0], state)).toEqual([{ replay: 'not paused', memory: '4MB' }])
      const settings = "SELECT current_setting('synchronous_standby_names') AS names"
      expect(await query(second.url, settings)).toEqual([{ names: '' }])
      expect(await query(second.url, 'SELECT slot_name FROM pg_replication_slots')).toEqual([])
    })

    test('what is kept can be looked into while the next run has the same servers', async () => {
      const failed = await leaseReplica({ standbys: 1 })
      await query(failed.url, 'CREATE TABLE t AS SELECT 1 AS n')
      await query(failed.standbyUrls[0], 'SELECT pg_wal_replay_pause()')
      await failed.keepForInspection('some-kata')
      await using next = await leaseReplica({ standbys: 1 })
      expect(portOf(next.url)).toBe(portOf(failed.url))
      expect(await query(failed.standbyUrls[0], 'SELECT n FROM t')).toEqual([{ n: 1 }])
      const target = await findShellTarget('postgres-replica')
      expect(target).toMatchObject({ port: portOf(failed.url), database: failed.database, label: 'some-kata' })
      expect(target.standbyPorts).toEqual(failed.standbyUrls.map(portOf))
      await discardKept('some-kata')
      await expect(query(failed.url, 'SELECT 1')).rejects.toThrow(/does not exist/)
    })

    test('servers that a run broke are thrown away and replaced', async () => {
      const first = await leaseReplica({ standbys: 1 })
      await promote(first)
      await first.assertAlive()
      await first[Symbol.asyncDispose]()
      await using second = await leaseReplica({ standbys: 1 })
      expect(portOf(second.url)).not.toBe(portOf(first.url))
      expect(await query(second.standbyUrls[0], 'SELECT pg_is_in_recovery() AS standby')).toEqual([{ standby: true }])
      await expect.poll(() => isListening(portOf(first.url)), soon).toBe(false)
    })

    test('what a run left on servers that it broke is kept, and goes with them', async () => {
      const failed = await leaseReplica({ standbys: 1 })
      await promote(failed)
      await query(failed.standbyUrls[0], 'CREATE TABLE t AS SELECT 1 AS n')
      await failed.keepForInspection('some-kata')
      await using next = await leaseReplica({ standbys: 1 })
      expect(portOf(next.url)).not.toBe(portOf(failed.url))
      expect(await query(failed.standbyUrls[0], 'SELECT n FROM t')).toEqual([{ n: 1 }])
      await discardKept('some-kata')
      await expect.poll(() => isListening(portOf(failed.url)), soon).toBe(false)
    })

    test('two standbys have names by which the primary knows them', async () => {
      await using lease = await leaseReplica({ standbys: 2 })
      expect(lease.standbyUrls).toHaveLength(2)
      const following = "SELECT application_name AS name FROM pg_stat_replication WHERE state = 'streaming' ORDER BY 1"
      await expect.poll(() => query(lease.url, following), soon).toEqual([{ name: 'standby_1' }, { name: 'standby_2' }])
    })

    test('two leases at once stand on servers of their own', async () => {
      const leases = await Promise.all([leaseReplica({ standbys: 1 }), leaseReplica({ standbys: 1 })])
      const ports = leases.flatMap(({ url, standbyUrls }) => [url, ...standbyUrls].map(portOf))
      expect(new Set(ports).size).toBe(4)
      await Promise.all(leases.map((lease) => lease[Symbol.asyncDispose]()))
    })

    test('after kill -9 of the keeper the next command takes over the servers and what was kept', async () => {
      await stopServices()
      const kept = await leaseReplica({ standbys: 1 })
      await kept.keepForInspection('some-kata')
      const lost = await leaseReplica({ standbys: 1 })
      await query(lost.standbyUrls[0], 'SELECT pg_wal_replay_pause()')
      const before = (await serviceStatus())?.services
      await killKeeper()
      await expect(lost.assertAlive()).rejects.toMatchObject({ code: 'SERVICE_LOST' })
      expect(await ensureServices({ 'postgres-replica': 1 }, { pull: false })).toEqual(before)
      expect((await findKept('some-kata')).map(({ url }) => url)).toEqual([kept.url])
      await using next = await leaseReplica({ standbys: 1 })
      const state = 'SELECT pg_get_wal_replay_pause_state() AS replay'
      expect(await query(next.standbyUrls[0], state)).toEqual([{ replay: 'not paused' }])
      await expect.poll(() => query(lost.url, 'SELECT 1').catch(() => 'gone'), soon).toBe('gone')
      await discardKept('some-kata')
    })

    test('after the primary was killed while nobody used it the next run has another', async () => {
      await stopServices()
      const [before] = await ensureServices({ 'postgres-replica': 1 }, { pull: false })
      if (before) killPrimary(before)
      await using lease = await leaseReplica({ standbys: 1 })
      expect(await query(lease.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }])
      const [after] = (await serviceStatus())?.services ?? []
      expect(after?.startedAt).not.toBe(before?.startedAt)
    })

    test('a stop finds what a killed keeper left', async () => {
      await using lease = await leaseReplica({ standbys: 2 })
      await killKeeper()
      await stopServices()
      for (const url of [lease.url, ...lease.standbyUrls]) expect(await isListening(portOf(url))).toBe(false)
    })
  })
}
