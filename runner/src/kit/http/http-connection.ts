import type { Socket } from 'node:net'
import { type ClientEnd, findClientEnd } from '../origin/async-watch.ts'
import type { HttpExchange } from './http-exchange.ts'

/** One client's connection to a scripted server, as seen from the server. */
export class HttpConnection {
  /** Counts the connections of one server from 1, in the order in which they were accepted. */
  readonly ordinal: number
  readonly #socket: Socket
  /** Absent when the client is in another process. */
  readonly #clientEnd: ClientEnd | undefined
  readonly #exchanges = new Set<HttpExchange>()

  constructor(ordinal: number, socket: Socket) {
    this.ordinal = ordinal
    this.#socket = socket
    this.#clientEnd = findClientEnd(socket)
  }

  get clientPort(): number | undefined {
    return this.#socket.remotePort
  }

  /** Whether something is on its way between client and server. A client that has stopped reading moves nothing. */
  get isMoving(): boolean {
    const end = this.#clientEnd
    if (!end) return false
    // The client has closed its end, and the news has not come here yet.
    if (!end.isOpen()) return true
    const there = end.bytes()
    if (there?.written !== this.#socket.bytesRead) return true
    return end.isReading() && there.read !== this.#socket.bytesWritten
  }

  /** Whether its client waits for an answer that comes when the test says so, or never. */
  get isHolding(): boolean {
    return [...this.#exchanges].some((exchange) => exchange.isHeld)
  }

  follow(exchange: HttpExchange): void {
    this.#exchanges.add(exchange)
  }

  forget(exchange: HttpExchange): void {
    this.#exchanges.delete(exchange)
  }

  /** Closes the connection, as a server does that stops. */
  destroy(): void {
    for (const exchange of this.#exchanges) exchange.drop()
    this.#socket.destroy()
  }

  /**
   * Ends what can be ended without a trace. A call that still waits for its answer is left waiting: nobody is there
   * any more to whom an error could go.
   */
  abandon(): void {
    if (this.#exchanges.size > 0) this.#socket.unref()
    else this.#socket.destroy()
  }
}
