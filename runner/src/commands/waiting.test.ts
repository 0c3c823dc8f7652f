import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Waiting } from './waiting.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const stream = (isTTY: boolean) => {
  const writes: string[] = []
  return { isTTY, columns: 80, writes, write: (text: string) => void writes.push(text) }
}

const postgres = { service: 'postgres', stage: 'pulling', text: 'pulling postgres:18' } as const
const redis = { service: 'redis', stage: 'starting', text: 'starting redis:7' } as const

test('two services that start at the same time are both seen, each in its line', () => {
  const terminal = stream(true)
  using waiting = new Waiting(terminal)
  waiting.show('checking…')
  waiting.note(postgres)
  waiting.note(redis)
  waiting.note({ ...postgres, receivedBytes: 10e6, totalBytes: 400e6 })
  vi.advanceTimersByTime(3000)
  expect(terminal.writes.at(-1)).toBe(
    '\r\x1b[1A pulling postgres:18  10 MB of 400 MB\x1b[K\n starting redis:7, 3 s\x1b[K',
  )
  waiting.show('checking…')
  expect(terminal.writes.at(-1)).toBe('\r\x1b[1A checking…\x1b[K\x1b[J')
})

test('a terminal is written to when something has changed, and at most four times a second', () => {
  const terminal = stream(true)
  using waiting = new Waiting(terminal)
  waiting.note(postgres)
  for (let bytes = 0; bytes < 1000; bytes += 1) {
    waiting.note({ ...postgres, receivedBytes: bytes * 1e5, totalBytes: 400e6 })
    vi.advanceTimersByTime(1)
  }
  expect(terminal.writes.length).toBeLessThanOrEqual(5)
})

test('without a terminal a download is told when it begins and every ten seconds, and a boot is not', () => {
  const file = stream(false)
  using waiting = new Waiting(file)
  waiting.note(redis)
  waiting.note(postgres)
  for (let second = 1; second <= 25; second += 1) {
    vi.advanceTimersByTime(1000)
    waiting.note({ ...postgres, receivedBytes: second * 10e6, totalBytes: 400e6 })
  }
  waiting.note({ ...postgres, stage: 'starting', text: 'starting postgres:18' })
  vi.advanceTimersByTime(20_000)
  expect(file.writes).toEqual([
    'pulling postgres:18\n',
    expect.stringMatching(/^pulling postgres:18 {2}90 MB of 400 MB, about 3\d s left\n$/),
    expect.stringMatching(/^pulling postgres:18 {2}190 MB of 400 MB, about 2\d s left\n$/),
  ])
})
