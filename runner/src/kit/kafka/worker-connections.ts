import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { BrokerSocket, type SocketOwner, type SocketTarget } from './wire/broker-socket.ts'
import { apis, type ClientRequest } from './wire/request.ts'
import type { Step } from './wire/step.ts'
import { WorkerActivity } from './worker-activity.ts'

/** Does a step that a worker asks for; see `SocketOwner.step`. */
type StepRunner = (step: Step, pass: () => Promise<void>) => Promise<void>

/** The connections of one worker: they end together, and then none is made any more. */
export class WorkerConnections implements SocketOwner {
  readonly activity = new WorkerActivity()
  readonly #runStep: StepRunner
  readonly #sockets = new Set<BrokerSocket>()
  readonly #groups = new Set<string>()
  #isDead = false

  constructor(runStep: StepRunner) {
    this.#runStep = runStep
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
    return new BrokerSocket(this, target) as Duplex as Socket
  }

  /** Nothing reaches the broker from now on, and nothing comes from there. */
  cut(): void {
    this.#isDead = true
    for (const socket of this.#sockets) socket.cut()
  }

  opening(socket: BrokerSocket): void {
    this.#sockets.add(socket)
    this.activity.opening(socket)
  }

  opened(socket: BrokerSocket): void {
    this.activity.opened(socket)
  }

  sent(socket: BrokerSocket, request: ClientRequest): void {
    if (request.api === apis.joinGroup) this.#groups.add(request.body().string())
    this.activity.sent(socket, request)
  }

  answered(socket: BrokerSocket, request: ClientRequest, answer: Buffer): void {
    this.activity.answered(socket, request, answer)
  }

  closed(socket: BrokerSocket, unanswered: Iterable<ClientRequest>): void {
    this.#sockets.delete(socket)
    this.activity.closed(socket, unanswered)
  }

  step(step: Step, pass: () => Promise<void>): Promise<void> {
    return this.#runStep(step, pass)
  }
}
