import { expect, test } from 'vitest'
import { servedBy, someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { engineDiskFull } from './engine-disk-full.ts'

const engine = someEngine({ disk: { folder: '/var/lib/docker', freeBytes: 200e6 } })

test("a full disk of the engine is told with the engine's folder and the katas on containers", () => {
  expect(engineDiskFull.find(someFacts({ engine, services: [servedBy('docker', 'redis')] }))).toMatchObject([
    {
      state: 'missing',
      found: '200 MB free for the engine in /var/lib/docker',
      katas: ['cache-stampede'],
      mend: 'docker system prune',
    },
  ])
})

test('it is no matter where no server is a container', () => {
  expect(engineDiskFull.find(someFacts({ engine, services: [servedBy('local', 'redis')] }))).toEqual([])
})
