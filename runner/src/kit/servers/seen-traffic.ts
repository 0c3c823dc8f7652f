import type { Board } from '../interleave/board.ts'
import type { Traffic, WireConnection } from '../wire/traffic.ts'
import type { WireUnit } from '../wire/unit.ts'

/** Where traffic is recorded. */
interface TrafficRecord {
  opened(connection: WireConnection): void
  closed(connection: WireConnection): void
  /** Notes a unit that goes to the server now. */
  keep(connection: WireConnection, unit: WireUnit): void
  /** Notes what the server said to a unit. */
  answered?(unit: WireUnit): void
}

/** Traffic that is recorded and watched, and never held up. */
export class SeenTraffic implements Traffic {
  readonly #recording: TrafficRecord
  readonly #board: Board

  constructor(recording: TrafficRecord, board: Board) {
    this.#recording = recording
    this.#board = board
  }

  opened(connection: WireConnection): void {
    this.#recording.opened(connection)
    this.#board.opened(connection)
  }

  ready(): void {
    this.#board.ready()
  }

  arrived(connection: WireConnection, unit: WireUnit): undefined {
    this.#recording.keep(connection, unit)
    void this.#board.arrived(connection, unit)
  }

  spoke(): void {
    this.#board.spoke()
  }

  answered(connection: WireConnection, unit: WireUnit): void {
    this.#recording.answered?.(unit)
    this.#board.answered(connection, unit)
  }

  closed(connection: WireConnection): void {
    this.#recording.closed(connection)
    this.#board.closed(connection)
  }
}
