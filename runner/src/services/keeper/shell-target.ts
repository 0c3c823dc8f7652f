import { CourseError } from '../../errors.ts'
import type { RedisProcessRecord } from '../provider.ts'
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
  const { containerId } = running
  const target = {
    service,
    port: portOf(last) ?? running.port,
    password,
    ...(containerId ? { containerId } : {}),
    ...(last ? { label: last.label, keptAt: last.keptAt } : {}),
  }
  if (service === 'postgres') return { ...target, database: last?.database ?? 'postgres' }
  if (service === 'postgres-replica') {
    // Each cluster has a container and a password of its own.
    const keptPassword = last && new URL(last.url).password
    const place = (last?.memento as ReplicaMemento | undefined) ?? { standbyPorts: running.standbyPorts ?? [] }
    return { ...target, ...place, password: keptPassword ?? password, database: last?.database ?? 'postgres' }
  }
  // The id of a process in a container is its port inside.
  return { ...target, portInside: Number((last?.memento as RedisProcessRecord | undefined)?.id) || 6379 }
}

function portOf(record: KeptRecord | undefined): number | undefined {
  return record && Number(new URL(record.url).port)
}
