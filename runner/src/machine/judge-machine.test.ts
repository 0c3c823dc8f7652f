import { expect, test } from 'vitest'
import { servedBy, servedByNone, someEngine, someFacts } from '../../test/support/some-facts.ts'
import { judgeMachine } from './judge-machine.ts'

test('a machine with which all is well is told part by part', () => {
  const checks = judgeMachine(someFacts({ engine: someEngine() }))
  expect(checks.filter(({ state }) => state !== 'ok')).toEqual([])
  expect(checks.map(({ name, found }) => `${name}: ${found}`)).toEqual([
    'Node: v26.10.0 on linux x64, 8 cores',
    'container engine: version 28.5.1 on x64, found by /var/run/docker.sock',
    'postgres: by docker: the postgres of docker',
    'postgres-replica: by docker: the postgres-replica of docker',
    'redis: by docker: the redis of docker',
    'kafka: by docker: the kafka of docker',
    'nginx: by docker: the nginx of docker',
    'disk: 80.0 GB free for /home/me/data',
    'memory: 8.0 GB free of 16.0 GB',
    "clock: the engine's is this machine's",
    'ports: 20 of 20 tried are free, and those of docker-compose.yml',
    'vitest: 5.1.1 in the kit',
  ])
})

test('a trouble stands in the place of what would be said of the part, and the servers keep their order', () => {
  const services = [servedBy('docker', 'postgres'), servedByNone('redis'), servedBy('docker', 'nginx')]
  const checks = judgeMachine(someFacts({ engine: someEngine({ clockAheadMs: 60_000 }), services }))
  expect(checks.map(({ name, trouble }) => [name, trouble])).toEqual([
    ['Node', undefined],
    ['container engine', undefined],
    ['postgres', undefined],
    ['redis', 'service-missing'],
    ['nginx', undefined],
    ['disk', undefined],
    ['memory', undefined],
    ['clock', 'clock-skewed'],
    ['ports', undefined],
    ['vitest', undefined],
  ])
})
