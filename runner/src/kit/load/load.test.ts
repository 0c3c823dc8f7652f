import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, vi } from 'vitest'
import type { TestClock } from '../clock.ts'
import type { HttpFixture } from '../http/http-servers.ts'
import { test } from '../test.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Takes 10 ms, until its fiftieth request: then it stands still for a second, and whoever comes has to wait. */
async function startStalling(http: HttpFixture, clock: TestClock) {
  let busyUntilMs = 0
  return http.server('shop', async ({ nth, sleep }) => {
    if (nth === 50) busyUntilMs = clock.now() + 1_000
    await sleep(Math.max(0, busyUntilMs - clock.now()) + 10)
    return {}
  })
}

describe('load', () => {
  test('shows a stall that callers who wait for each other do not measure', async ({ http, clock, load, settled }) => {
    const open = await startStalling(http, clock)
    const measured = await load({ ratePerSecond: 50, durationMs: 3_000, clock, call: () => fetch(open.url) })
    expect(measured.outcomes).toEqual({ answered: 150 })
    expect(measured.latency).toMatchObject({ count: 150, p50Ms: 10, p99Ms: 990, maxMs: 1_010 })
    expect(measured.latency.p95Ms).toBe(870)

    // The same server and as many calls, one after the other, as a loop around `await fetch` measures.
    const closed = await startStalling(http, clock)
    const latenciesMs: number[] = []
    const calling = (async () => {
      while (latenciesMs.length < 150) {
        const startedAtMs = clock.now()
        await fetch(closed.url)
        latenciesMs.push(clock.now() - startedAtMs)
      }
    })()
    while (latenciesMs.length < 150) {
      await settled()
      clock.wakeNext()
    }
    await calling
    const sorted = latenciesMs.toSorted((one, other) => one - other)
    expect([sorted[142], sorted[148], sorted[149]]).toEqual([10, 10, 1_010])
  })

  test('counts latency from the intended start, also when the start itself is late', async ({ load }) => {
    const block = (): void => {
      const end = performance.now() + 300
      while (performance.now() < end) Math.sqrt(2)
    }
    const { latency, outcomes } = await load({
      ratePerSecond: 100,
      durationMs: 500,
      call: async (nth) => (nth === 10 ? block() : undefined),
    })
    expect(outcomes).toEqual({ answered: 50 })
    // Thirty calls were due while the process was busy; the ten first of them came at least 200 ms late.
    expect(latency.percentileMs(79)).toBeGreaterThan(190)
  })

  test('keeps to its rate whatever has become of earlier calls', async ({ http, clock, load, settled }) => {
    const server = await http.server('shop', () => ({ fault: 'hang' }))
    const aborted = Promise.withResolvers<void>()
    const { arrivals, outcomes, latency } = await load({
      ratePerSecond: 20,
      durationMs: 1_000,
      drainMs: 2_000,
      clock,
      call: (_nth, signal) => {
        signal.addEventListener('abort', () => aborted.resolve())
        return fetch(server.url, { signal })
      },
    })
    expect([arrivals, outcomes, server.mostInFlight]).toEqual([20, { unfinished: 20 }, 20])
    // The first has waited for two seconds after the last, which came 950 ms after it. The clock has not run further.
    expect(latency.maxMs).toBe(2_950)
    await aborted.promise
    await settled()
    expect(server.inFlight).toBe(0)
  })

  test('counts calls by how they ended', async ({ clock, load }) => {
    const { outcomes, latencyOf, latency } = await load({
      ratePerSecond: 10,
      durationMs: 1_000,
      clock,
      call: async (nth) => {
        if (nth % 3 === 0) throw new Error('refused')
        if (nth % 3 === 1) await clock.sleep(nth * 4)
        return nth % 3 === 1 ? 'sold' : undefined
      },
    })
    expect(outcomes).toEqual({ sold: 4, answered: 3, failed: 3 })
    expect([latencyOf('sold').maxMs, latencyOf('failed').maxMs, latencyOf('never').count]).toEqual([40, 0, 0])
    expect(latency.buckets).toEqual([
      { upTo: 1, count: 6 },
      { upTo: 4, count: 1 },
      { upTo: 16, count: 1 },
      { upTo: 32, count: 1 },
      { upTo: 64, count: 1 },
    ])
  })

  test('ends when it is aborted', async ({ load, clock }) => {
    const abort = new AbortController()
    const endless = load({
      ratePerSecond: 1,
      durationMs: 60_000,
      signal: abort.signal,
      call: async (nth) => void (nth === 1 && abort.abort('Ctrl-C')),
    })
    await expect(endless).rejects.toBe('Ctrl-C')
    const started: number[] = []
    const onClock = load({
      ratePerSecond: 1,
      durationMs: 60_000,
      clock,
      signal: AbortSignal.abort('stopped'),
      call: async (nth) => void started.push(nth),
    })
    await expect(onClock).rejects.toBe('stopped')
    expect(started).toEqual([])
  })

  test('refuses a load that is too large for a test', async ({ load }) => {
    const call = () => delay(1)
    for (const asked of [
      { ratePerSecond: 1_000, durationMs: 21_000 },
      { ratePerSecond: 1, durationMs: 61_000 },
      { ratePerSecond: 1, durationMs: 1_000, drainMs: Number.POSITIVE_INFINITY },
      { ratePerSecond: Number.NaN, durationMs: 1_000 },
    ])
      await expect(load({ ...asked, call })).rejects.toMatchObject({ code: 'LOAD_TOO_LARGE' })
  })
})
