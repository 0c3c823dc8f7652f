import type { ServerResponse } from 'node:http'
import type { Answer, IncomingRequest, Outcome, RecordedRequest, Reply } from './script.ts'

interface Setting {
  readonly request: IncomingRequest
  readonly response: ServerResponse
  /** Told once, when the request has ended. */
  readonly ended: () => void
}

/** One request and what becomes of it. */
export class HttpExchange {
  readonly record: RecordedRequest
  readonly #record: { outcome: Outcome; status: number | undefined }
  readonly #response: ServerResponse
  readonly #ended: () => void
  readonly #left = new AbortController()
  #holds = 0
  #isDecided = false
  #isHanging = false

  constructor({ request, response, ended }: Setting) {
    const record = { ...request, outcome: 'open' as Outcome, status: undefined }
    this.record = record
    this.#record = record
    this.#response = response
    this.#ended = ended
    response.on('finish', () => this.#end('answered'))
    response.on('close', () => this.#end('aborted'))
  }

  /** Aborted when the client is gone before it was answered. */
  get signal(): AbortSignal {
    return this.#left.signal
  }

  /** The script is at work on it, and neither has an answer nor waits for the test. */
  get isWorking(): boolean {
    return !this.#isDecided && this.#holds === 0
  }

  /** It waits for what the test decides about, or for ever. */
  get isHeld(): boolean {
    return this.#isHanging || this.#holds > 0
  }

  /** Waits for what the test decides about. */
  async until<T>(held: Promise<T>): Promise<T> {
    this.#holds += 1
    try {
      return await held
    } finally {
      this.#holds -= 1
    }
  }

  carryOut(answer: Answer): void {
    this.#isDecided = true
    if (this.record.outcome !== 'open') return
    if (!answer.fault) this.#reply(answer)
    else if (answer.fault === 'drop') this.drop()
    else if (answer.fault === 'reset') this.#reset()
    else this.#isHanging = true
  }

  /** Closes the connection without an answer. */
  drop(): void {
    this.#end('dropped')
    this.#response.destroy()
  }

  #reset(): void {
    const { socket } = this.#response
    this.#end('reset')
    socket?.resetAndDestroy()
  }

  #reply({ status = 200, headers = {}, json, text = '' }: Reply): void {
    const type = json === undefined ? 'text/plain; charset=utf-8' : 'application/json'
    this.#record.status = status
    this.#response.statusCode = status
    this.#response.setHeader('content-type', type)
    for (const [name, value] of Object.entries(headers)) this.#response.setHeader(name, value)
    this.#response.end(json === undefined ? text : JSON.stringify(json))
  }

  #end(outcome: Outcome): void {
    if (this.record.outcome !== 'open') return
    this.#record.outcome = outcome
    this.#isDecided = true
    this.#ended()
    if (outcome === 'aborted') this.#left.abort()
  }
}
