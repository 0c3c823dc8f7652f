import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { describe, expect, vi } from 'vitest'
import { renderLeaks } from '../leaks/leak.ts'
import { TestServers } from '../servers/test-servers.ts'
import { test } from '../test.ts'
import type { ReplicaFixture } from './replica-fixture.ts'

vi.setConfig({ testTimeout: 60_000 })

const count = 'SELECT count(*)::int AS n FROM orders'

async function openShop({ primary, standbys }: ReplicaFixture): Promise<void> {
  await primary.query('CREATE TABLE orders (id int PRIMARY KEY)')
  for (const standby of standbys) await standby.caughtUp()
}

describe('replica', () => {
  test('a standby that has caught up shows what was committed, and refuses writes', async ({ replica }) => {
    await openShop(replica)
    const [standby] = replica.standbys
    await replica.primary.query('INSERT INTO orders VALUES (1)')
    await standby.caughtUp()
    expect(await standby.query(count)).toEqual([{ n: 1 }])
    expect(await standby.lagBytes()).toBe(0)
    await expect(standby.query('INSERT INTO orders VALUES (2)')).rejects.toMatchObject({ code: '25006' })
    expect([standby.name, standby.version]).toEqual(['standby_1', replica.primary.version])
  })

  test('a paused standby stays at the moment of the pause until it replays again', async ({ replica }) => {
    await openShop(replica)
    const [standby] = replica.standbys
    for (let round = 1; round <= 20; round += 1) {
      await standby.pauseReplay()
      const state = await standby.query('SELECT pg_get_wal_replay_pause_state() AS replay')
      expect(state).toEqual([{ replay: 'paused' }])
      const before = await standby.replayedLsn()
      await replica.primary.query('INSERT INTO orders VALUES ($1)', [round])
      expect(await standby.query(count)).toEqual([{ n: round - 1 }])
      expect(await standby.lagBytes()).toBeGreaterThan(0)
      expect(await standby.replayedLsn()).toBe(before)
      await standby.resumeReplay()
      expect(await standby.query(count)).toEqual([{ n: round }])
    }
  })

  test('a standby can be paused where positions get a digit longer', async ({ replica }) => {
    await openShop(replica)
    const [standby] = replica.standbys
    const nearTheLongerOnes = await standby.pauseReplayAt('F/FFFFFFF0')
    const pools = { primary: replica.primary.pool(nearTheLongerOnes), standby: standby.pool(nearTheLongerOnes) }
    await pools.primary.query('INSERT INTO orders VALUES (1)')
    const written = (await pools.primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')).rows[0]?.lsn
    const comparison = 'SELECT pg_last_wal_replay_lsn() AS lsn, pg_last_wal_replay_lsn() >= $1::pg_lsn AS has'
    expect(written).toMatch(/^10\/0?/)
    expect((await pools.standby.query(comparison, [written])).rows).toEqual([{ lsn: 'F/FFFFFFF0', has: false }])
    await standby.resumeReplay()
    expect((await pools.standby.query(comparison, [written])).rows[0]?.has).toBe(true)
  })

  test('waiting for a standby that is paused is an error of the test, not a long wait', async ({ replica }) => {
    await openShop(replica)
    await replica.standbys[0].pauseReplay()
    await replica.primary.query('INSERT INTO orders VALUES (1)')
    await expect(replica.standbys[0].caughtUp()).rejects.toMatchObject({ code: 'WRONG_USAGE' })
  })

  test('a commit that did not wait for its WAL to be written arrives, too', async ({ replica }) => {
    await openShop(replica)
    const [standby] = replica.standbys
    await replica.primary.query('SET synchronous_commit = off; INSERT INTO orders VALUES (1)')
    await standby.caughtUp()
    expect(await standby.query(count)).toEqual([{ n: 1 }])
  })

  test('each server records what passed its own address', async ({ replica }) => {
    await openShop(replica)
    await replica.primary.pool().query('INSERT INTO orders VALUES (1)')
    await replica.standbys[0].pool().query(count)
    const texts = [replica.primary, ...replica.standbys].map((server) => server.statements().map(({ text }) => text))
    expect(texts).toEqual([['INSERT INTO orders VALUES (1)'], [count]])
  })

  test('a commit that waits for a standby counts as held up, and goes on when that replays', async ({
    replica,
    settled,
  }) => {
    await openShop(replica)
    const [standby] = replica.standbys
    await standby.pauseReplay()
    await replica.primary.query(`ALTER SYSTEM SET synchronous_standby_names = '${standby.name}'`)
    await replica.primary.query('SELECT pg_reload_conf()')
    const waitsForNames = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
    await expect.poll(() => replica.primary.query(waitsForNames), { timeout: 15_000 }).toHaveLength(1)
    const client = await replica.primary.client()
    for (let id = 2; id <= 20; id += 1) {
      // At `on` a commit waits until the standby has stored it, which needs no replay.
      let isStored = false
      client.query('INSERT INTO orders VALUES ($1)', [id]).then(() => (isStored = true))
      await settled()
      expect(isStored).toBe(true)
    }
    await client.query("SET synchronous_commit = 'remote_apply'")
    let isCommitted = false
    const insert = client.query('INSERT INTO orders VALUES (1)').then(() => {
      isCommitted = true
    })
    await settled()
    expect(isCommitted).toBe(false)
    await standby.resumeReplay()
    await insert
    expect(await standby.query(count)).toEqual([{ n: 20 }])
  })

  test('the explorer tries orders on the primary', async ({ replica, interleave }) => {
    await openShop(replica)
    const add = (pool: pg.Pool) => pool.query('INSERT INTO orders SELECT count(*) FROM orders')
    const { orders } = await interleave({
      before: async () => void (await replica.primary.query('TRUNCATE orders')),
      actors: { A: ({ postgres }) => add(postgres.pool()), B: ({ postgres }) => add(postgres.pool()) },
      check: async () => expect(await replica.primary.query(count)).toEqual([{ n: 2 }]),
    })
    expect(orders).toBe(2)
  })

  test('a connection to a standby that is left open is a leak', async () => {
    const servers = new TestServers()
    try {
      const { standbys } = await servers.replica(1)
      const client = await standbys[0].pool().connect()
      await client.query('SELECT 1')
      expect(renderLeaks(await servers.close())).toMatch(/^A client of the pool was not released/)
    } finally {
      await servers.release()
    }
  })
})

describe('replica with two standbys', () => {
  test.override({ standbys: 2 })

  test('one may lag while the other does not', async ({ replica }) => {
    await openShop(replica)
    const [first, second] = replica.standbys
    await first.pauseReplay()
    await replica.primary.query('INSERT INTO orders VALUES (1)')
    await second?.caughtUp()
    expect([await first.query(count), await second?.query(count)]).toEqual([[{ n: 0 }], [{ n: 1 }]])
  })
})

/** Reads of a user who has just written, by a design that is to be judged. */
type Route = (pools: { primary: pg.Pool; standby: pg.Pool }, token: string) => Promise<pg.Pool>

const routes: Readonly<Record<'always the standby' | 'sleep first' | 'by position', Route>> = {
  'always the standby': async ({ standby }) => standby,
  'sleep first': async ({ standby }) => delay(100).then(() => standby),
  'by position': async ({ primary, standby }, token) => {
    const { rows } = await standby.query('SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS has', [token])
    return rows[0]?.has ? standby : primary
  },
}

describe('a test of a read router on it', () => {
  for (const [name, route] of Object.entries(routes)) {
    const isRight = name === 'by position'
    test(`${isRight ? 'passes' : 'rejects'} one that reads ${name}, 20 times of 20`, async ({ replica }) => {
      await openShop(replica)
      const [standby] = replica.standbys
      const pools = { primary: replica.primary.pool(), standby: standby.pool() }
      for (let round = 1; round <= 20; round += 1) {
        await standby.pauseReplay()
        await pools.primary.query('INSERT INTO orders VALUES ($1)', [round])
        const { rows } = await pools.primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
        const read = async () => (await (await route(pools, rows[0]?.lsn ?? '')).query(count)).rows[0].n
        expect((await read()) === round).toBe(isRight)
        await standby.resumeReplay()
        standby.forgetStatements()
        expect(await read()).toBe(round)
        expect(standby.statements().map(({ text }) => text)).toContain(count)
      }
    })
  }
})
