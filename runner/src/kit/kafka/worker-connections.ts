import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { BrokerSocket, type SocketOwner } from './wire/broker-socket.ts'
import { apis, type ClientRequest } from './wire/request.ts'
import type { Step } from './wire/step.ts'

interface SocketTarget {
  readonly host: string
  readonly port: number
  readonly onConnect: () => void
}

interface WorkerEvents {
  /** A step that the broker is to do: see `SocketOwner.step`. */
  readonly onStep: (step: Step, pass: () => Promise<void>) => Promise<void>
  readonly onCrash: () => void
}

/** The connections of one worker: they end together, and then none is made any more. */
export class WorkerConnections implements SocketOwner {
  readonly #events: WorkerEvents
  readonly #sockets = new Set<BrokerSocket>()
  readonly #groups = new Set<string>()
  #isDead = false

  constructor(events: WorkerEvents) {
    this.#events = events
  }

  get isDead(): boolean {
    return this.#isDead
  }

  /** Which groups its consumers have asked to join. */
  get groups(): readonly string[] {
    return [...this.#groups]
  }

  /** For kafkajs, which uses of a socket what a stream has. */
  open(target: SocketTarget): Socket {
    const socket = new BrokerSocket(this, target)
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    return socket as Duplex as Socket
  }

  /** Nothing reaches the broker from now on. */
  cut(): void {
    this.#isDead = true
    for (const socket of this.#sockets) socket.cut()
  }

  saw(request: ClientRequest): void {
    if (request.api === apis.joinGroup) this.#groups.add(request.body().string())
  }

  step(step: Step, pass: () => Promise<void>): Promise<void> {
    return this.#events.onStep(step, pass)
  }

  crash(): void {
    this.#events.onCrash()
  }
}
