import type { WarmServers } from '../provider.ts'
import type { WarmServiceName } from '../warm-service.ts'
import type { LeaseSource } from './lease-source.ts'
import { openPostgresSource } from './postgres-source.ts'
import { openRedisSource } from './redis-source.ts'
import { openReplicaSource } from './replica-source.ts'

type Openers = {
  readonly [Name in WarmServiceName]: (server: WarmServers[Name]) => Promise<LeaseSource> | LeaseSource
}

const openers: Openers = { postgres: openPostgresSource, 'postgres-replica': openReplicaSource, redis: openRedisSource }

/** What can be leased from a running server. */
export async function openSource<Name extends WarmServiceName>(
  name: Name,
  server: WarmServers[Name],
): Promise<LeaseSource> {
  return openers[name](server)
}
