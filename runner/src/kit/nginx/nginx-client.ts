import { type ClientRequest, type IncomingHttpHeaders, request } from 'node:http'
import { asKit } from '../origin/async-watch.ts'
import { requestHeader } from './request-log.ts'

export interface NginxRequestOptions {
  /** Default GET. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** After so many milliseconds without the whole answer the client hangs up. Absent: it waits for as long as nginx does. */
  readonly giveUpAfterMs?: number
}

/** What a client of nginx got. */
export interface NginxAnswer {
  /** Undefined when it got no answer: the connection was refused or broken, or the client gave up. */
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Milliseconds from sending the request to the end. */
  readonly durationMs: number
}

/** Sends requests over connections of their own, each with a number by which its line in the log is found. */
export class NginxClient {
  readonly #url: string
  readonly #open = new Set<ClientRequest>()
  readonly #answered = new Set<number>()
  #lastNumber = 0

  constructor(url: string) {
    this.#url = url
  }

  /** Numbers of the requests that got an answer. */
  get answered(): ReadonlySet<number> {
    return this.#answered
  }

  async send(path: string, options: NginxRequestOptions): Promise<NginxAnswer> {
    const number = ++this.#lastNumber
    const startedAt = performance.now()
    const answer = await asKit(() => this.#exchange(path, options, number))
    if (answer.status !== undefined) this.#answered.add(number)
    return { ...answer, durationMs: performance.now() - startedAt }
  }

  /** Hangs up on what still waits for an answer. */
  close(): void {
    for (const outgoing of this.#open) outgoing.destroy()
  }

  #exchange(path: string, options: NginxRequestOptions, number: number): Promise<Omit<NginxAnswer, 'durationMs'>> {
    const { method = 'GET', headers = {}, body = '', giveUpAfterMs } = options
    const lengthOf = body === '' ? {} : { 'content-length': `${Buffer.byteLength(body)}` }
    const all = { ...lengthOf, ...headers, [requestHeader]: `${number}` }
    return new Promise((resolve) => {
      let answer: Omit<NginxAnswer, 'durationMs'> = { status: undefined, headers: {}, text: '' }
      const outgoing = request(new URL(path, this.#url), { method, headers: all, agent: false }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        // Half an answer is none.
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (response.complete) answer = { status: response.statusCode, headers: response.headers, text }
        })
      })
      this.#open.add(outgoing)
      const timer = giveUpAfterMs === undefined ? undefined : setTimeout(() => outgoing.destroy(), giveUpAfterMs)
      outgoing.on('error', () => {})
      outgoing.on('close', () => {
        clearTimeout(timer)
        this.#open.delete(outgoing)
        resolve(answer)
      })
      outgoing.end(body)
    })
  }
}
