import { expect, test } from 'vitest'
import { renderServiceStatus } from './render-service-status.ts'

const screen = { columns: 80, hasColour: false, isInteractive: false, isPlain: false }
const now = 10_000_000

test('what runs is shown with where it comes from, and what was kept with how to open it', () => {
  const status = {
    processId: 7,
    memoryBytes: 80e6,
    leases: 0,
    stopsInMs: 3_600_000,
    kept: [{ label: 'lost-update', service: 'postgres', keptAt: now - 5000 }],
    services: [
      {
        name: 'redis',
        provider: 'local',
        version: '7.0.15',
        host: '127.0.0.1',
        port: 21000,
        processId: 9,
        startedAt: now,
      },
    ] as const,
  }
  expect(renderServiceStatus(status, screen, now)).toBe(`\
redis     7.0.15  local, 127.0.0.1:21000, process 9, since 0 s
kept      postgres of lost-update, 5 s ago: kata sh postgres
keeper    process 7, 80 MB, 0 in use, stops in 60 min unless used
`)
})

test('a primary is shown with its standbys', () => {
  const status = {
    processId: 7,
    memoryBytes: 80e6,
    leases: 1,
    stopsInMs: 3_600_000,
    kept: [],
    services: [
      {
        name: 'postgres-replica',
        provider: 'docker',
        version: '18.1',
        host: '127.0.0.1',
        port: 32001,
        standbyPorts: [32002, 32003],
        containerId: '0123456789abcdef',
        startedAt: now,
      },
    ] as const,
  }
  expect(renderServiceStatus(status, screen, now)).toBe(`\
postgres-replica 18.1    docker, 127.0.0.1:32001, standby :32002 :32003, container 0123456789ab, since 0 s
keeper           process 7, 80 MB, 1 in use
`)
})

test('without a keeper it says that nothing runs', () => {
  expect(renderServiceStatus(undefined, screen, now)).toContain('No server runs.')
})
