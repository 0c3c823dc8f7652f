import type { Socket } from 'node:net'
import type { Origin } from '../origin/origin.ts'
import { ClientLine } from './client-line.ts'
import type { ServerSide, Traffic, WireConnection } from './traffic.ts'
import type { WireUnit } from './unit.ts'

/** What every connection of a proxy is given. */
export interface ConnectionSetting {
  /** Host and port of the server behind the proxy. */
  readonly serverHost: string
  readonly ordinal: number
  readonly actor: string | undefined
  readonly traffic: Traffic
  /** Told once, when neither side is there any more. */
  readonly ended: (connection: ProxiedConnection) => unknown
}

/** What connections of all protocols have in common: the client's side, and how either side ends. */
export abstract class ProxiedConnection implements WireConnection {
  abstract readonly service: WireUnit['service']
  readonly server: string
  readonly ordinal: number
  readonly actor: string | undefined
  protected readonly traffic: Traffic
  protected readonly client: ClientLine
  protected isShakingHands = true
  /** The client's side is over, or nothing is heard of it any more. */
  protected isLeft = false
  readonly #ended: ConnectionSetting['ended']
  #serverSide: ServerSide = 'ends'
  #isOpened = false
  #isServerEnded = false
  #isClosed = false

  constructor(socket: Socket, { serverHost, ordinal, actor, traffic, ended }: ConnectionSetting) {
    this.server = serverHost
    this.#ended = ended
    this.ordinal = ordinal
    this.actor = actor
    this.traffic = traffic
    this.client = new ClientLine(socket, { hear: (chunk) => this.readClient(chunk), gone: () => this.#leave() })
  }

  abstract readonly isInFlight: boolean
  abstract readonly currentUnit: WireUnit | undefined
  abstract readonly isInTransaction: boolean
  abstract readonly backendPid: number | undefined
  abstract readonly serverSidePort: number | undefined

  get isClosed(): boolean {
    return this.#isClosed
  }

  get isLive(): boolean {
    return !this.isLeft && !this.client.isDark
  }

  get origin(): Origin | undefined {
    return this.client.origin
  }

  get isDrained(): boolean | undefined {
    return this.client.isDrained
  }

  get isOpening(): boolean {
    return this.isShakingHands && !this.client.isDark
  }

  mute(): void {
    this.client.mute()
  }

  withhold(due: Promise<unknown>): void {
    this.client.withhold(due)
  }

  darken(): void {
    this.client.darken()
    this.#serverSide = 'stays'
  }

  cut(server: ServerSide): void {
    this.#serverSide = server
    this.client.mute()
    this.client.reset()
    this.#leave()
  }

  abandon(): void {
    this.client.darken()
    this.#serverSide = 'ends'
    this.#leave()
  }

  /** To be called when the client has said what it is. */
  protected open(): void {
    this.#isOpened = true
    this.traffic.opened(this)
  }

  protected abstract readClient(chunk: Buffer): void

  /** Ends the server's side, whatever it is in the middle of. Called once. */
  protected abstract endServer(): void

  /** To be called when the server has answered what it was sent. */
  protected serverIsIdle(): void {
    if (this.isLeft) this.#leave()
  }

  #leave(): void {
    this.isLeft = true
    if (this.#serverSide === 'finishes' && this.isInFlight) return
    if (this.#serverSide !== 'stays' && !this.#isServerEnded) {
      this.#isServerEnded = true
      this.endServer()
      this.#ended(this)
    }
    if (this.#isClosed) return
    this.#isClosed = true
    if (this.#isOpened) this.traffic.closed(this)
  }
}
