import { asKit } from '../origin/async-watch.ts'
import type { Traffic, WireConnection } from '../wire/traffic.ts'
import type { WireUnit } from '../wire/unit.ts'
import { type Lane, laneId } from './lane.ts'

/** What a board tells the order that is played on it. */
export interface BoardListener {
  letIn(lane: Lane, unit: WireUnit): void
  answered(lane: Lane, unit: WireUnit): void
}

/**
 * Where every connection stands: those of all actors in one order, or those of a test's own addresses.
 * Without a listener nobody decides about units, and each goes on at once.
 */
export class Board implements Traffic {
  readonly #lanes = new Map<WireConnection, Lane>()
  readonly #counts = new Map<string, number>()
  readonly #listener: BoardListener | undefined
  #wake: () => void = () => {}
  /** Counts everything that happened; a board on which it stands still may be settled. */
  activity = 0
  /** Counts what may have let go of a lock: what was known about blocked lanes before is stale. */
  answers = 0

  constructor(listener?: BoardListener) {
    this.#listener = listener
  }

  get lanes(): readonly Lane[] {
    return [...this.#lanes.values()]
  }

  /** Notes that something happened which is not traffic: an actor ended, or fell asleep. */
  touch(): void {
    this.activity += 1
    this.#wake()
  }

  /** Resolves at the next activity, or after `limitMs`. */
  changed(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = asKit(() => setTimeout(resolve, limitMs))
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  opened(connection: WireConnection): void {
    const actor = connection.actor ?? ''
    const key = `${connection.service} ${actor}`
    const nth = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, nth)
    const id = laneId(actor, connection.service, nth)
    this.#lanes.set(connection, { id, actor, connection, parked: undefined, letInAt: 0, blockedBy: undefined })
    this.touch()
  }

  ready(): void {
    this.touch()
  }

  arrived(connection: WireConnection, unit: WireUnit): Promise<void> | undefined {
    const lane = this.#lanes.get(connection)
    this.touch()
    const listener = this.#listener
    if (!lane || !listener) return undefined
    return new Promise((resolve) => {
      lane.parked = {
        unit,
        letIn: () => {
          lane.parked = undefined
          lane.letInAt = performance.now()
          listener.letIn(lane, unit)
          resolve()
        },
      }
    })
  }

  spoke(): void {
    this.touch()
  }

  answered(connection: WireConnection, unit: WireUnit): void {
    const lane = this.#lanes.get(connection)
    this.answers += 1
    if (lane) {
      lane.blockedBy = undefined
      this.#listener?.answered(lane, unit)
    }
    this.touch()
  }

  closed(connection: WireConnection): void {
    this.answers += 1
    this.#lanes.delete(connection)
    this.touch()
  }
}
