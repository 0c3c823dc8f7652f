import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { demo } from './demo.ts'
import { loadDemo } from './load-demo.ts'
import { runDemo } from './run-demo.ts'

vi.setConfig({ testTimeout: 30_000 })

const signal = new AbortController().signal

const reads = demo({
  title: 'Three reads',
  services: { postgres: 1, redis: 1 },
  run: async ({ postgres, redis, interleave }) => {
    const pool = postgres.pool()
    for (let read = 0; read < 3; read += 1) await pool.query('SELECT 1')
    await redis.connect().get('key')
    const ask = (actor: { redis: { connect(): { get(key: string): Promise<unknown> } } }) =>
      actor.redis.connect().get('key')
    const { orders } = await interleave({ actors: { A: ask, B: ask }, check: () => {} })
    return { columns: ['reads'], rows: [[3]], measured: { reads: postgres.statements().length, orders } }
  },
  claims: [
    { sentence: 'Three reads are three statements', holds: ({ reads }) => reads === 0 || reads === 3 },
    { sentence: 'Two calls of one command have two orders', holds: ({ orders }) => orders === 2 },
    { sentence: 'Nothing is ever read', holds: ({ orders }) => orders === 0 },
  ],
})

describe('runDemo', () => {
  test('gives the table, and says of each claim whether it holds', async () => {
    const outcome = await runDemo(reads, { signal })
    expect(outcome).toMatchObject({ title: 'Three reads', columns: ['reads'], rows: [[3]] })
    expect(outcome.claims.map(({ holds }) => holds)).toEqual([true, true, false])
  })

  test('serves HTTP and puts load on it, by a clock of its own, without any service', async () => {
    const visits = demo({
      title: 'Ten visits',
      services: {},
      run: async ({ http, load, clock }) => {
        const shop = await http.server('shop', async ({ sleep }) => {
          await sleep(250)
          return {}
        })
        const { latency } = await load({ ratePerSecond: 5, durationMs: 2_000, clock, call: () => fetch(shop.url) })
        return { columns: [], rows: [], measured: { visits: shop.requests().length, slowestMs: latency.maxMs } }
      },
      claims: [{ sentence: 'Each visit takes 250 ms', holds: ({ slowestMs }) => slowestMs === 250 }],
    })
    const { measured, claims } = await runDemo(visits, { signal })
    expect([measured, claims[0]?.holds]).toEqual([{ visits: 10, slowestMs: 250 }, true])
  })

  test('refuses a server that the demo does not name', async () => {
    const sly = demo({ ...reads, services: { postgres: 1 } })
    await expect(runDemo(sly, { signal })).rejects.toMatchObject({ code: 'FIXTURE_NOT_REQUESTED' })
  })

  test('ends when it is aborted', async () => {
    const abort = new AbortController()
    const endless = demo({ ...reads, run: () => new Promise(() => {}) })
    const running = runDemo(endless, { signal: abort.signal })
    abort.abort('Ctrl-C')
    await expect(running).rejects.toBe('Ctrl-C')
  })
})

describe('loadDemo', () => {
  test('says which file should be there', async () => {
    await expect(loadDemo('/nowhere/stampede.ts')).rejects.toMatchObject({ code: 'DEMO_NOT_FOUND' })
  })

  test('refuses a file that holds no demo', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loadbearing-'))
    await writeFile(join(folder, 'demo.ts'), 'export default 7')
    await expect(loadDemo(join(folder, 'demo.ts'))).rejects.toMatchObject({ code: 'COURSE_FILE_INVALID' })
    await rm(folder, { recursive: true })
  })
})
