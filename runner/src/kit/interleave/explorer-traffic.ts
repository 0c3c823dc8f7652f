import type { Recording } from '../wire/recording.ts'
import type { Traffic, WireConnection } from '../wire/traffic.ts'
import type { WireUnit } from '../wire/unit.ts'
import type { Board } from './board.ts'

/** Leads what passes the actors' proxies to the order that is played now, and records it. */
export class ExplorerTraffic implements Traffic {
  readonly #recordings: Partial<Record<WireConnection['service'], Recording | undefined>>
  board: Board | undefined

  constructor(recordings: Partial<Record<WireConnection['service'], Recording | undefined>>) {
    this.#recordings = recordings
  }

  opened(connection: WireConnection): void {
    this.board?.opened(connection)
  }

  ready(): void {
    this.board?.ready()
  }

  arrived(connection: WireConnection, unit: WireUnit): Promise<void> {
    // What a call still sends after the end of its order must not reach into the next one: it waits for good.
    const parked = this.board?.arrived(connection, unit) ?? new Promise<void>(() => {})
    return parked.then(() => this.#recordings[connection.service]?.keep(connection, unit))
  }

  spoke(): void {
    this.board?.spoke()
  }

  answered(connection: WireConnection, unit: WireUnit): void {
    this.#recordings[connection.service]?.answered(unit)
    this.board?.answered(connection, unit)
  }

  closed(connection: WireConnection): void {
    this.board?.closed(connection)
  }
}
