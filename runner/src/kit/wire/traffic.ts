import type { Origin } from '../origin/origin.ts'
import type { WireUnit } from './unit.ts'

/**
 * What becomes of the server's side when the client's is cut: it ends at once, or when the server has answered what it
 * was sent, or it stays, and the server knows of nothing.
 */
export type ServerSide = 'ends' | 'finishes' | 'stays'

/** A client's connection, as the proxy in front of the server sees it. */
export interface WireConnection {
  readonly service: WireUnit['service']
  /** Host and port of the server behind the proxy. */
  readonly server: string
  /** The name of the actor whose URL was used. */
  readonly actor: string | undefined
  /** Counts the connections of one proxy from 1, in the order in which they were opened. */
  readonly ordinal: number
  /** Where the client's program opened it, when that is known. */
  readonly origin: Origin | undefined
  readonly isClosed: boolean
  /** Both sides are there, and bytes pass. */
  readonly isLive: boolean
  /** Nothing is on its way between client and proxy. Undefined when the client's end can't be seen. */
  readonly isDrained: boolean | undefined
  /** Still shaking hands with the server. */
  readonly isOpening: boolean
  /** The server has work of this connection and has not answered it. */
  readonly isInFlight: boolean
  /** What the server is doing for it at the moment, if anything. */
  readonly currentUnit: WireUnit | undefined
  /** A transaction was begun and not ended: Postgres by its own word, Redis between MULTI and EXEC. */
  readonly isInTransaction: boolean
  /** The process that serves it. Postgres only. */
  readonly backendPid: number | undefined
  /** The port from which the proxy speaks to the server. */
  readonly serverSidePort: number | undefined
  /** Ends the server's side; the client is left with a connection that never says anything again. */
  abandon(): void
  /** What the server says from now on is followed, and never reaches the client. */
  mute(): void
  /** What the server says from now on reaches the client when `due` resolves. */
  withhold(due: Promise<unknown>): void
  /** Nothing passes any more, in either direction, and neither side is told. */
  darken(): void
  /** Resets the client's side, which has an error at once. */
  cut(server: ServerSide): void
}

/** Told of all that passes a proxy, in order. */
export interface Traffic {
  opened(connection: WireConnection): void
  /** The handshake is over. */
  ready(connection: WireConnection): void
  /** A unit is at the server's door: it goes in when the promise resolves, or at once when there is none. */
  arrived(connection: WireConnection, unit: WireUnit): Promise<void> | undefined
  /** The whole unit was handed to the server. */
  entered?(connection: WireConnection, unit: WireUnit): void
  /** The server spoke without ending a unit: a Flush was answered, a message was pushed. */
  spoke(connection: WireConnection): void
  /** The whole answer was handed to the client. */
  answered(connection: WireConnection, unit: WireUnit): void
  closed(connection: WireConnection): void
}
