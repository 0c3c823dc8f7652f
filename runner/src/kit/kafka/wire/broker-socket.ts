import { connect, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { asKit } from '../../origin/async-watch.ts'
import { FrameSplitter } from './frame-splitter.ts'
import { isBusy } from './is-busy.ts'
import { type ClientRequest, correlationIdOf, expectsAnswer, parseRequest } from './request.ts'
import { parseStep, type Step } from './step.ts'

/** Pause before a busy broker is asked again. */
const busyPauseMs = 10

/** What a socket tells, and asks of, the process whose client opened it. */
export interface SocketOwner {
  /** A dead process reaches nobody, and nothing reaches it. */
  readonly isDead: boolean
  opening(socket: BrokerSocket): void
  opened(socket: BrokerSocket): void
  sent(socket: BrokerSocket, request: ClientRequest): void
  answered(socket: BrokerSocket, request: ClientRequest, answer: Buffer): void
  closed(socket: BrokerSocket, unanswered: Iterable<ClientRequest>): void
  /**
   * Decides about a request that changes something: `pass` sends it, and resolves when the broker has answered. The
   * client learns of the answer when this resolves. When it rejects, the connection is closed without an answer.
   */
  step(step: Step, pass: () => Promise<void>): Promise<void>
}

export interface SocketTarget {
  readonly host: string
  readonly port: number
  /** Told when the connection stands. */
  readonly onConnect: () => void
}

/**
 * A client's connection to the broker, as kafkajs takes it from a socket factory. What the client writes goes through
 * here request by request. When its process dies it falls silent: the client goes on waiting, as a killed one would.
 */
export class BrokerSocket extends Duplex {
  readonly #owner: SocketOwner
  readonly #broker: Socket | undefined
  readonly #requests = new FrameSplitter()
  readonly #answers = new FrameSplitter()
  readonly #unanswered = new Map<number, ClientRequest>()
  readonly #awaited = new Map<number, (answer: Buffer) => void>()

  constructor(owner: SocketOwner, { host, port, onConnect }: SocketTarget) {
    super()
    this.#owner = owner
    // A client whose connection never stands would give up and try again.
    if (owner.isDead) process.nextTick(onConnect)
    else this.#broker = this.#open(host, port, onConnect)
  }

  /** The process has died. */
  cut(): void {
    this.pause()
    this.#broker?.destroy()
  }

  /** As of a socket: it need not keep this process alive. */
  unref(): this {
    this.#broker?.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const frame of this.#requests.push(chunk)) if (!this.#owner.isDead) this.#handle(parseRequest(frame))
    done()
  }

  override _final(done: () => void): void {
    this.#broker?.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#broker?.destroy()
    done(error)
  }

  #open(host: string, port: number, onConnect: () => void): Socket {
    const broker = asKit(() => connect({ host, port }))
    this.#owner.opening(this)
    broker.on('connect', () => {
      this.#owner.opened(this)
      onConnect()
    })
    broker.on('data', (chunk: Buffer) => this.#receive(chunk))
    broker.on('error', (error) => this.#owner.isDead || this.destroy(error))
    broker.on('close', () => {
      this.#owner.closed(this, this.#unanswered.values())
      if (!this.#owner.isDead && !this.destroyed) this.push(null)
    })
    return broker
  }

  #handle(request: ClientRequest): void {
    if (expectsAnswer(request)) this.#unanswered.set(request.correlationId, request)
    this.#owner.sent(this, request)
    const step = parseStep(request)
    if (step) this.#handleStep(step, request)
    else this.#broker?.write(request.bytes)
  }

  #handleStep(step: Step, request: ClientRequest): void {
    let answer: Buffer | undefined
    const pass = async (): Promise<void> => {
      if (expectsAnswer(request)) answer = await this.#exchange(request)
      else this.#broker?.write(request.bytes)
    }
    this.#owner.step(step, pass).then(
      () => answer && this.#answer(answer),
      () => this.#broker?.destroy(),
    )
  }

  async #exchange({ api, correlationId, bytes }: ClientRequest): Promise<Buffer> {
    for (;;) {
      const answered = new Promise<Buffer>((resolve) => this.#awaited.set(correlationId, resolve))
      this.#broker?.write(bytes)
      const answer = await answered
      if (!isBusy(api, answer)) return answer
      await asKit(() => delay(busyPauseMs))
    }
  }

  #receive(chunk: Buffer): void {
    for (const answer of this.#answers.push(chunk)) {
      const resolve = this.#awaited.get(correlationIdOf(answer))
      this.#awaited.delete(correlationIdOf(answer))
      if (resolve) resolve(answer)
      else this.#answer(answer)
    }
  }

  #answer(answer: Buffer): void {
    const request = this.#unanswered.get(correlationIdOf(answer))
    this.#unanswered.delete(correlationIdOf(answer))
    if (!request || this.#owner.isDead) return
    this.#owner.answered(this, request, answer)
    this.push(answer)
  }
}
