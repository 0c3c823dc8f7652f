import type { Refusals } from './server-right.ts'

/** The kinds of real servers a kata may ask for. */
export const serviceNames = ['postgres', 'postgres-replica', 'redis', 'kafka', 'nginx'] as const

export type ServiceName = (typeof serviceNames)[number]

/** How many servers of each kind a kata needs; an absent kind means none. */
export type ServiceNeeds = Partial<Record<ServiceName, number>>

/** Where a server comes from: an address given by the user, a container, or a child process of the keeper; in the order in which they are asked. */
export const providerNames = ['external', 'docker', 'local'] as const

export type ProviderName = (typeof providerNames)[number]

/** A server that runs and has answered. */
export interface RunningService {
  readonly name: ServiceName
  readonly provider: ProviderName
  /** As the server itself says, such as `18.4`. */
  readonly version: string
  readonly host: string
  readonly port: number
  /** Process id for `local`, container id for `docker`. */
  readonly processId?: number
  readonly containerId?: string
  /** What it refuses, of an external server whose owner did not give us everything. */
  readonly lacks?: Refusals
  /** Only for a primary with standbys: the ports of these, `standby_1` first. */
  readonly standbyPorts?: readonly number[]
  /** Milliseconds since the epoch. */
  readonly startedAt: number
}
