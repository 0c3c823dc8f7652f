import { describe, expect, vi } from 'vitest'
import { test } from './test.ts'

vi.setConfig({ testTimeout: 30_000 })

const lockKey = 'SELECT pg_advisory_xact_lock(1)'

describe('gate', () => {
  test('lets calls meet: all are inside before any goes on', async ({ gate }) => {
    const meeting = gate(3)
    const seen: string[] = []
    const call = async (name: string): Promise<void> => {
      seen.push(`${name} comes`)
      await meeting.arrive()
      seen.push(`${name} goes`)
    }
    await Promise.all([call('A'), call('B'), call('C')])
    expect(seen.map((entry) => entry.split(' ')[1])).toEqual(['comes', 'comes', 'comes', 'goes', 'goes', 'goes'])
    expect(meeting.arrived).toBe(3)
  })

  test('opens when the others are blocked by one who stands there', async ({ postgres, gate }) => {
    const inside = gate(2)
    let mostInside = 0
    let nowInside = 0
    const call = async (): Promise<void> => {
      const client = await postgres.client()
      await client.query('BEGIN')
      await client.query(lockKey)
      nowInside += 1
      mostInside = Math.max(mostInside, nowInside)
      await inside.arrive()
      nowInside -= 1
      await client.query('COMMIT')
    }
    await Promise.all([call(), call()])
    expect(mostInside).toBe(1)
  })

  test('shows that calls without a lock are inside together', async ({ postgres, gate }) => {
    const inside = gate(2)
    let mostInside = 0
    const call = async (): Promise<void> => {
      await postgres.pool().query('SELECT 1')
      mostInside += 1
      await inside.arrive()
    }
    await Promise.all([call(), call()])
    expect(mostInside).toBe(2)
  })

  test('opens when the others have finished, sleep on the clock, or wait for one who stands there', async ({
    redis,
    gate,
    clock,
  }) => {
    const opened = gate(4)
    const client = redis.connect()
    const first = opened.arrive()
    const calls = [client.get('key'), clock.sleep(1_000), first.then(() => 'follows')]
    await first
    expect(clock.sleeping).toBe(1)
    await clock.advance(1_000)
    await Promise.all(calls)
  })

  test('waits for a call that is still on its way to it', async ({ gate }) => {
    const meeting = gate(2)
    let isThere = false
    const late = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 40))
      isThere = true
      await meeting.arrive()
    }
    await Promise.all([late(), meeting.arrive().then(() => expect(isThere).toBe(true))])
  })
})
