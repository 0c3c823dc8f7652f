import type { WarmServers } from '../provider.ts'
import type { WarmServiceName } from '../warm-service.ts'
import { openKafkaSource } from './kafka-source.ts'
import type { LeaseSource } from './lease-source.ts'
import { openNginxSource } from './nginx-source.ts'
import { openPostgresSource } from './postgres-source.ts'
import { openRedisSource } from './redis-source.ts'
import { openReplicaSource } from './replica-source.ts'
import { openWholeRedisSource } from './whole-redis-source.ts'

type Openers = {
  readonly [Name in WarmServiceName]: (server: WarmServers[Name]) => Promise<LeaseSource> | LeaseSource
}

const openers: Openers = {
  postgres: openPostgresSource,
  'postgres-replica': openReplicaSource,
  redis: (server) => ('spawn' in server ? openRedisSource(server) : openWholeRedisSource(server)),
  kafka: openKafkaSource,
  nginx: openNginxSource,
}

/** What can be leased from a running server. */
export async function openSource<Name extends WarmServiceName>(
  name: Name,
  server: WarmServers[Name],
): Promise<LeaseSource> {
  return openers[name](server)
}
