import type { EngineFacts, MachineFacts } from '../../src/machine/machine-facts.ts'
import type { ProviderDiagnosis, ServiceDiagnosis } from '../../src/services/diagnose-providers.ts'
import { type WarmServiceName, warmServiceNames } from '../../src/services/warm-service.ts'

const katas = {
  postgres: ['lost-update', 'cache-stampede'],
  'postgres-replica': ['read-your-writes'],
  redis: ['cache-stampede'],
  kafka: ['idempotent-consumer', 'exactly-once-illusion'],
  nginx: ['passive-health'],
}

/** A machine with which all is well, unless told otherwise. */
export function someFacts(changes: Partial<MachineFacts> = {}): MachineFacts {
  return {
    platform: 'linux',
    node: { version: 'v26.10.0', arch: 'x64', cores: 8, isTranslated: false },
    attempts: [],
    services: warmServiceNames.map((service) => servedBy('docker', service)),
    commands: {
      install: { nginx: 'apt-get install nginx' },
      packages: {},
      installNode: 'nvm install 24',
      isInDockerGroup: false,
    },
    disk: { folder: '/home/me/data', freeBytes: 80e9 },
    memory: { freeBytes: 8e9, totalBytes: 16e9 },
    ports: { taken: [], tried: 20, free: 20 },
    proxy: { variables: [], isLoopbackExempt: false, noProxy: '', isUsedByNode: false },
    vitest: { kit: { version: '5.1.1', folder: '/course/node_modules/vitest' } },
    katas,
    ...changes,
  }
}

/** A Docker Engine on a Linux, with which all is well, unless told otherwise. */
export function someEngine(changes: Partial<EngineFacts> = {}): EngineFacts {
  return {
    foundBy: '/var/run/docker.sock',
    version: '28.5.1',
    arch: 'x64',
    osType: 'linux',
    operatingSystem: 'Debian GNU/Linux 13 (trixie)',
    isRootless: false,
    isOnThisMachine: true,
    memoryBytes: 16e9,
    clockAheadMs: 0,
    hasProxy: false,
    pausedContainers: [],
    images: [],
    ...changes,
  }
}

/** A service that the first of these providers supplies. */
export function servedBy(provider: 'docker' | 'local', service: WarmServiceName): ServiceDiagnosis {
  const winner = { provider, can: true, by: `the ${service} of ${provider}`, mustPull: false } as const
  return { service, providers: [winner], winner }
}

/** A service that no provider supplies. */
export function servedByNone(service: WarmServiceName): ServiceDiagnosis {
  const providers: readonly ProviderDiagnosis[] = [
    { provider: 'docker', can: false, reason: 'no container engine answers: tried all' },
    { provider: 'local', can: false, reason: `no ${service} on PATH` },
  ]
  return { service, providers }
}
