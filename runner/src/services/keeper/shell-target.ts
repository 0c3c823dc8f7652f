import { CourseError } from '../../errors.ts'
import { postgresAddressOf } from '../external/postgres-address.ts'
import { parseRedisAddress } from '../external/redis-address.ts'
import { prefixOf } from '../kafka/leased-prefix.ts'
import type { RedisProcessRecord, ServerRecord } from '../provider.ts'
import type { WarmServiceName } from '../warm-service.ts'
import type { KeptRecord } from './keeper-state.ts'
import type { LeaseSource } from './lease-source.ts'
import type { ShellTarget } from './protocol.ts'
import type { ReplicaMemento } from './replica-source.ts'

/** What a person's shell should open: the server that the last failed run left, else the warm one. */
export function findShellTarget(
  service: WarmServiceName,
  source: LeaseSource | undefined,
  kept: readonly KeptRecord[],
): ShellTarget {
  if (!source) throw new CourseError('SERVICE_LOST', { message: `No ${service} runs now.` })
  const last = kept.filter((record) => record.service === service).toSorted((a, b) => b.keptAt - a.keptAt)[0]
  const { service: running, password } = source.server.record
  const { containerId, provider, host } = running
  const target = {
    ...{ service, provider, host, password },
    port: portOf(last) ?? running.port,
    ...(containerId ? { containerId } : {}),
    ...(last ? { label: last.label, keptAt: last.keptAt } : {}),
  }
  if (service === 'kafka') return { ...target, ...(last ? { topicPrefix: prefixOf(last.url) } : {}) }
  const folder = last?.nginx?.folder ?? source.server.record.folder
  if (service === 'nginx') return { ...target, ...(folder ? { folder } : {}) }
  if (service === 'postgres') {
    const { user = 'postgres', database = 'postgres' } = postgresAddressOf(source.server.record)
    return { ...target, user, database: last?.database ?? database }
  }
  if (service === 'postgres-replica') {
    // Each cluster has a container and a password of its own.
    const keptPassword = last && new URL(last.url).password
    const place = (last?.memento as ReplicaMemento | undefined) ?? { standbyPorts: running.standbyPorts ?? [] }
    return { ...target, ...place, password: keptPassword ?? password, database: last?.database ?? 'postgres' }
  }
  // The id of a process in a container is its port inside.
  const portInside = Number((last?.memento as RedisProcessRecord | undefined)?.id) || 6379
  return { ...target, ...redisUserOf(source.server.record), portInside }
}

function redisUserOf({ external }: ServerRecord): { user?: string } {
  const user = external === undefined ? '' : parseRedisAddress(external).user
  return user === '' ? {} : { user }
}

function portOf(record: KeptRecord | undefined): number | undefined {
  return record && Number(new URL(record.url).port)
}
