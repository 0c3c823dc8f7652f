import { expect, test } from 'vitest'
import { startRecordedEngine } from '../../../test/support/recorded-engine.ts'
import { servedBy } from '../../../test/support/some-facts.ts'
import { findEngine } from '../../services/docker/find-engine.ts'
import type { EngineFacts } from '../machine-facts.ts'
import { readEngine } from './read-engine.ts'

async function read(script: Parameters<typeof startRecordedEngine>[0]): Promise<EngineFacts | undefined> {
  const { engine, ...search } = await findEngine((await startRecordedEngine(script)).address)
  const services = [servedBy('docker', 'redis'), servedBy('local', 'nginx')]
  return engine && 'foundBy' in search ? readEngine(engine, search.foundBy, services) : undefined
}

test('an engine tells what it is, and of which processor its images are', async () => {
  expect(await read({ image: {} })).toEqual({
    foundBy: expect.stringContaining('DOCKER_HOST=unix:'),
    version: '20.10.24+dfsg1',
    arch: 'x64',
    osType: 'linux',
    operatingSystem: 'Debian GNU/Linux 12 (bookworm)',
    isRootless: false,
    isOnThisMachine: false,
    memoryBytes: 25_276_502_016,
    clockAheadMs: 0,
    hasProxy: false,
    pausedContainers: [],
    images: [{ service: 'redis', image: 'the redis of docker', arch: 'x64' }],
  })
})

test.each([-60_000, 60_000])('a clock that is off by %i ms is off by nearly that', async (offsetMs) => {
  const SystemTime = new Date(Date.now() + offsetMs).toISOString()
  const ahead = (await read({ image: {}, info: { SystemTime } }))?.clockAheadMs ?? 0
  expect(Math.abs(ahead - offsetMs)).toBeLessThan(10_000)
})

test('one that is rootless, has a proxy and tells no time is so', async () => {
  const info = { SecurityOptions: ['name=rootless'], HttpsProxy: 'http://proxy:3128', SystemTime: undefined }
  expect(await read({ image: {}, info })).toMatchObject({ isRootless: true, hasProxy: true, clockAheadMs: 0 })
})
