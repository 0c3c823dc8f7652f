import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TimeLimit } from './time-limit.ts'

describe('the time limit of a run', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is over after its time', () => {
    const onOver = vi.fn()
    using _limit = new TimeLimit(100, onOver)
    vi.advanceTimersByTime(99)
    expect(onOver).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onOver).toHaveBeenCalledOnce()
  })

  test('does not count while somebody waits for a server', () => {
    const onOver = vi.fn()
    using limit = new TimeLimit(100, onOver)
    vi.advanceTimersByTime(60)
    limit.noteWait(true)
    limit.noteWait(true)
    vi.advanceTimersByTime(1_000)
    limit.noteWait(false)
    vi.advanceTimersByTime(1_000)
    limit.noteWait(false)
    vi.advanceTimersByTime(39)
    expect(onOver).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onOver).toHaveBeenCalledOnce()
  })

  test('says nothing after its end', () => {
    const onOver = vi.fn()
    const limit = new TimeLimit(100, onOver)
    limit[Symbol.dispose]()
    vi.advanceTimersByTime(1_000)
    expect(onOver).not.toHaveBeenCalled()
  })
})
