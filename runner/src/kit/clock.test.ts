import { describe, expect, test } from 'vitest'
import { TestClock } from './clock.ts'

describe('TestClock', () => {
  test('stands still until it is advanced', async () => {
    const clock = new TestClock(1_000)
    let isAwake = false
    void clock.sleep(50).then(() => (isAwake = true))
    await clock.advance(49)
    expect([isAwake, clock.now(), clock.sleeping]).toEqual([false, 1_049, 1])
    await clock.advance(1)
    expect([isAwake, clock.now(), clock.sleeping]).toEqual([true, 1_050, 0])
  })

  test('wakes sleepers when they are due, in that order, at that time', async () => {
    const clock = new TestClock(0)
    const woken: string[] = []
    for (const ms of [30, 10, 20]) void clock.sleep(ms).then(() => woken.push(`${ms} at ${clock.now()}`))
    await clock.advance(100)
    expect(woken).toEqual(['10 at 10', '20 at 20', '30 at 30'])
  })

  test('lets a sleeper that sleeps again wake within the same advance', async () => {
    const clock = new TestClock(0)
    const woken: number[] = []
    const poll = async (): Promise<void> => {
      while (woken.length < 3) {
        await clock.sleep(50)
        woken.push(clock.now())
      }
    }
    void poll()
    await clock.advance(1_000)
    expect(woken).toEqual([50, 100, 150])
  })

  test('rejects a sleep that is aborted, and forgets it', async () => {
    const clock = new TestClock(0)
    const giveUp = new AbortController()
    const sleep = clock.sleep(1_000, giveUp.signal)
    giveUp.abort('no patience')
    await expect(sleep).rejects.toBe('no patience')
    expect(clock.sleeping).toBe(0)
    await expect(clock.sleep(1, giveUp.signal)).rejects.toBe('no patience')
  })

  test('jumps over what was due meanwhile, as for a paused process, and wakes it at the end', async () => {
    const clock = new TestClock(0)
    const woken: number[] = []
    for (const ms of [10, 20, 40]) void clock.sleep(ms).then(() => woken.push(clock.now()))
    clock.jump(30)
    await Promise.resolve()
    expect([woken, clock.sleeping]).toEqual([[30, 30], 1])
  })

  test('wakes all that are due first, and nobody else', async () => {
    const clock = new TestClock(0)
    const sleeps = [clock.sleep(10), clock.sleep(10), clock.sleep(20)]
    expect(clock.wakeNext()).toBe(true)
    await Promise.all(sleeps.slice(0, 2))
    expect([clock.now(), clock.sleeping]).toEqual([10, 1])
    expect([clock.wakeNext(), clock.wakeNext()]).toEqual([true, false])
  })
})
