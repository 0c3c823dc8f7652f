import { expect, test } from 'vitest'
import { ServiceWait } from './service-wait.ts'

const pulling = { service: 'postgres', stage: 'pulling', text: 'pulling postgres:18' } as const

test('a pull tells bytes at once, and the time left once its rate is known', () => {
  const wait = new ServiceWait(pulling, 0)
  expect(wait.describe(1500)).toBe('pulling postgres:18, 1 s')
  wait.note({ ...pulling, receivedBytes: 10e6, totalBytes: 400e6 }, 2000)
  expect(wait.describe(2000)).toBe('pulling postgres:18  10 MB of 400 MB')
  wait.note({ ...pulling, receivedBytes: 40e6, totalBytes: 400e6 }, 5000)
  expect(wait.describe(5000)).toBe('pulling postgres:18  40 MB of 400 MB, about 36 s left')
})

test('a slow pull tells minutes, and what has come is unpacked', () => {
  const wait = new ServiceWait({ ...pulling, receivedBytes: 0, totalBytes: 400e6 }, 0)
  wait.note({ ...pulling, receivedBytes: 4e6, totalBytes: 400e6 }, 4000)
  expect(wait.describe(4000)).toBe('pulling postgres:18  4 MB of 400 MB, about 7 min left')
  wait.note({ ...pulling, receivedBytes: 400e6, totalBytes: 400e6 }, 9000)
  expect(wait.describe(9500)).toBe('pulling postgres:18  400 MB are here, unpacking, 9 s')
})

test('a pull of which not all is known yet promises no end, and tells what was here', () => {
  const told = { ...pulling, totalBytes: 100e6, uncountedLayers: 2, layersHere: 1 }
  const wait = new ServiceWait({ ...told, receivedBytes: 0 }, 0)
  wait.note({ ...told, receivedBytes: 50e6 }, 5000)
  expect(wait.describe(5000)).toBe('pulling postgres:18  50 MB of 100 MB+, 5 s+ left, 1 layer was here')
  wait.note({ ...told, receivedBytes: 100e6 }, 10_000)
  expect(wait.describe(10_000)).toMatch(/^pulling postgres:18 {2}100 MB of 100 MB\+/)
})

test('a boot tells its own seconds, not those of the pull before it', () => {
  const wait = new ServiceWait({ ...pulling, receivedBytes: 1, totalBytes: 2 }, 0)
  wait.note({ service: 'postgres', stage: 'starting', text: 'starting postgres:18' }, 60_000)
  expect(wait.describe(60_500)).toBe('starting postgres:18')
  expect(wait.describe(62_300)).toBe('starting postgres:18, 2 s')
  wait.note({ service: 'postgres', stage: 'ready', text: 'postgres 18.1 is ready' }, 63_000)
  expect(wait.describe(70_000)).toBe('postgres 18.1 is ready')
})
