import { expect, test } from 'vitest'
import { servedBy, someEngine, someFacts } from '../../../test/support/some-facts.ts'
import { engineMemoryShort } from './engine-memory-short.ts'

const services = [servedBy('docker', 'kafka')]

test.each([
  ['Docker Desktop', '/var/run/docker.sock', 'Docker Desktop: Settings, Resources, Memory: 4 GB'],
  ['Ubuntu 24.04', 'docker context colima', 'colima stop && colima start --memory 4'],
  [
    'fedora',
    '/run/user/1/podman/podman.sock',
    'podman machine stop && podman machine set --memory 4096 && podman machine start',
  ],
])('an engine of %s with little memory is given more by its own way', (operatingSystem, foundBy, mend) => {
  const engine = someEngine({ memoryBytes: 500e6, operatingSystem, foundBy })
  expect(engineMemoryShort.find(someFacts({ engine, services }))).toMatchObject([
    { found: '500 MB in all for the engine', katas: ['idempotent-consumer', 'exactly-once-illusion'], mend },
  ])
})

test('it is no matter where no server is a container', () => {
  const engine = someEngine({ memoryBytes: 500e6 })
  expect(engineMemoryShort.find(someFacts({ engine, services: [] }))).toEqual([])
})
