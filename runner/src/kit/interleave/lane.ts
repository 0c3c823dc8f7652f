import type { WireConnection } from '../wire/traffic.ts'
import type { WireUnit } from '../wire/unit.ts'

/** A unit that stands at the server's door. */
interface ParkedUnit {
  readonly unit: WireUnit
  readonly letIn: () => void
}

/**
 * One connection of an actor. Its units are in order by themselves; the explorer decides between lanes.
 * `id` is the actor's name for its first Postgres connection; others carry what they are: `A:2`, `A:r`, `A:r2`, `A:h`.
 */
export interface Lane {
  readonly id: string
  readonly actor: string
  readonly connection: WireConnection
  parked: ParkedUnit | undefined
  /** When its last unit was let in, in milliseconds of `performance.now()`. */
  letInAt: number
  /** What holds up the unit inside the server, as last seen: lanes, or nothing when it runs. */
  blockedBy: readonly Lane[] | undefined
}

const kinds: Readonly<Record<WireConnection['service'], string>> = {
  postgres: '',
  redis: 'r',
  http: 'h',
  step: 's',
}

/** The name of the lane of `actor` that is its `nth` connection to `service`. */
export function laneId(actor: string, service: WireConnection['service'], nth: number): string {
  const kind = kinds[service]
  const suffix = `${kind}${nth > 1 ? nth : ''}`
  return suffix === '' ? actor : `${actor}:${suffix}`
}

/** The lanes in a cycle of waiting, if there is one: a deadlock, which the server ends by itself. */
export function findCycle(lanes: Iterable<Lane>): readonly Lane[] | undefined {
  for (const lane of lanes) {
    const path = [lane]
    for (let at: Lane | undefined = lane.blockedBy?.[0]; at; at = at.blockedBy?.[0]) {
      if (at === lane) return path
      if (path.includes(at)) break
      path.push(at)
    }
  }
  return undefined
}
