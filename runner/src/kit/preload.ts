import { connectAhead } from '../services/client/connect-to-keeper.ts'
import type { ServiceName } from '../services/service.ts'

/** What a test of each service loads when it asks for it. A workspace of its own may have other copies of the clients. */
const partsOf: Readonly<Partial<Record<ServiceName, () => Promise<unknown>>>> = {
  postgres: () => Promise.all([import('./servers/open-postgres.ts'), import('pg')]),
  'postgres-replica': () => Promise.all([import('./servers/open-replica.ts'), import('pg')]),
  redis: () => Promise.all([import('./servers/open-redis.ts'), import('ioredis')]),
  kafka: () => Promise.all([import('./servers/open-kafka.ts'), import('kafkajs')]),
  nginx: () => import('./servers/open-nginx.ts'),
}

/**
 * Loads what `./test.ts` is made of, before vitest has a test in work, which `./test.ts` itself can't do without. Loading
 * takes longer than a small test.
 */
export async function preload(services: readonly ServiceName[]): Promise<void> {
  await Promise.all([
    import('./assertion-failure.ts'),
    import('./clock.ts'),
    import('./eventually.ts'),
    import('./evidence-recorder.ts'),
    import('./explorations.ts'),
    import('./find-kata.ts'),
    import('./fresh-copy.ts'),
    import('./gate.ts'),
    import('./hold-row.ts'),
    import('./leaks/leak.ts'),
    import('./learner-file.ts'),
    import('./load/load.ts'),
    import('./load-systems.ts'),
    import('./servers/another.ts'),
    import('./servers/test-servers.ts'),
    connectAhead(),
    ...services.map((service) => partsOf[service]?.()),
  ])
}
