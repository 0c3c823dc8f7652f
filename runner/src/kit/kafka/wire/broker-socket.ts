import { connect, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { asKit } from '../../origin/async-watch.ts'
import { FrameSplitter } from './frame-splitter.ts'
import { isBusy } from './is-busy.ts'
import { type ClientRequest, correlationIdOf, emptyAnswer, expectsAnswer, parseRequest } from './request.ts'
import { parseStep, type Step } from './step.ts'

/** Pause before a busy broker is asked again. */
const busyPauseMs = 10

/** What a socket needs of the process whose client opened it. */
export interface SocketOwner {
  readonly isDead: boolean
  /** Told of every request, before it goes out. */
  saw(request: ClientRequest): void
  /**
   * Decides about a request that changes something: `pass` sends it, and resolves when the broker has answered.
   * When this rejects, the process dies: the client never learns of the answer.
   */
  step(step: Step, pass: () => Promise<void>): Promise<void>
  /** The process dies. */
  crash(): void
}

interface SocketOptions {
  readonly host: string
  readonly port: number
  /** Told when the connection stands. */
  readonly onConnect: () => void
}

/**
 * A client's connection to the broker, as kafkajs takes it from a socket factory. What the client writes goes through
 * here request by request. When the process has died nothing reaches the broker any more, and every request is answered
 * by nothing at all, which ends whatever the client was doing: it neither waits nor tries again.
 */
export class BrokerSocket extends Duplex {
  readonly #owner: SocketOwner
  readonly #broker: Socket | undefined
  readonly #requests = new FrameSplitter()
  readonly #answers = new FrameSplitter()
  readonly #unanswered = new Set<number>()
  readonly #awaited = new Map<number, (answer: Buffer) => void>()

  constructor(owner: SocketOwner, { host, port, onConnect }: SocketOptions) {
    super()
    this.#owner = owner
    if (owner.isDead) process.nextTick(onConnect)
    else this.#broker = asKit(() => connect({ host, port }, onConnect))
    this.#broker?.on('data', (chunk: Buffer) => this.#receive(chunk))
    this.#broker?.on('error', (error) => this.#owner.isDead || this.destroy(error))
    this.#broker?.on('close', () => this.#owner.isDead || this.#end())
  }

  /** The process has died. */
  cut(): void {
    this.#broker?.destroy()
    for (const id of [...this.#unanswered]) this.#answer(emptyAnswer(id))
  }

  /** As of a socket: it need not keep this process alive. */
  unref(): this {
    this.#broker?.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    for (const frame of this.#requests.push(chunk)) this.#handle(parseRequest(frame))
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

  #handle(request: ClientRequest): void {
    const isAnswered = expectsAnswer(request)
    if (isAnswered) this.#unanswered.add(request.correlationId)
    if (this.#owner.isDead) this.#answer(emptyAnswer(request.correlationId))
    else this.#send(request, isAnswered)
  }

  #send(request: ClientRequest, isAnswered: boolean): void {
    this.#owner.saw(request)
    const step = parseStep(request)
    if (step) this.#handleStep(step, request, isAnswered)
    else this.#broker?.write(request.bytes)
  }

  #handleStep(step: Step, request: ClientRequest, isAnswered: boolean): void {
    let answer: Buffer | undefined
    const pass = async (): Promise<void> => {
      if (isAnswered) answer = await this.#exchange(request)
      else this.#broker?.write(request.bytes)
    }
    this.#owner.step(step, pass).then(
      () => answer && this.#answer(answer),
      () => this.#owner.crash(),
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

  #end(): void {
    this.#unanswered.clear()
    this.push(null)
  }

  #answer(answer: Buffer): void {
    if (this.#unanswered.delete(correlationIdOf(answer))) this.push(answer)
  }
}
