import { type BodyFraming, HttpBodyReader } from './http-body-reader.ts'
import type { HttpMessage } from './unit.ts'

/** A message whose last byte has come. */
export interface WholeHttpMessage extends HttpMessage {
  readonly bytes: Buffer
}

interface Begun {
  readonly startLine: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: HttpBodyReader
  readonly bytes: Buffer[]
}

interface HttpReaderOptions {
  /** How the body of the message with this head is framed. */
  readonly framingOf: (startLine: string, headers: Readonly<Record<string, string>>) => BodyFraming
  /** Whether messages are wanted with their bytes. A stream without end would fill the memory with them. */
  readonly isKeepingBytes: boolean
}

/** Cuts a stream of bytes into messages of HTTP/1.1. */
export class HttpReader {
  readonly #options: HttpReaderOptions
  #rest: Buffer = Buffer.alloc(0)
  #begun: Begun | undefined

  constructor(options: HttpReaderOptions) {
    this.#options = options
  }

  /** The head of the message that has begun and not ended, if its head has come. */
  get begun(): Pick<HttpMessage, 'startLine' | 'headers'> | undefined {
    return this.#begun
  }

  *read(chunk: Buffer): Generator<WholeHttpMessage> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (let whole = this.#next(); whole; whole = this.#next()) yield whole
  }

  /** The message that ends because its connection does. */
  end(): WholeHttpMessage | undefined {
    return this.#begun && this.#finish(this.#begun)
  }

  /** What follows the last message, which is no message any more: the protocol has been changed. */
  takeRest(): Buffer {
    const rest = this.#rest
    this.#rest = Buffer.alloc(0)
    return rest
  }

  #next(): WholeHttpMessage | undefined {
    this.#begun ??= this.#begin()
    if (!this.#begun) return undefined
    if (!this.#begun.body.isAtEnd) this.#take(this.#begun, this.#begun.body.take(this.#rest))
    return this.#begun.body.isAtEnd ? this.#finish(this.#begun) : undefined
  }

  #begin(): Begun | undefined {
    const end = this.#rest.indexOf('\r\n\r\n')
    if (end < 0) return undefined
    const [startLine = '', ...lines] = this.#rest.toString('latin1', 0, end).trimStart().split('\r\n')
    const headers = readHeaders(lines)
    const body = new HttpBodyReader(this.#options.framingOf(startLine, headers))
    const begun = { startLine, headers, body, bytes: [] }
    this.#take(begun, end + 4)
    return begun
  }

  #take({ bytes }: Begun, count: number): void {
    if (this.#options.isKeepingBytes) bytes.push(this.#rest.subarray(0, count))
    this.#rest = this.#rest.subarray(count)
  }

  #finish({ startLine, headers, body, bytes }: Begun): WholeHttpMessage {
    this.#begun = undefined
    return { startLine, headers, body: body.text, bytes: Buffer.concat(bytes) }
  }
}

function readHeaders(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value
  }
  return headers
}

/** How a request's body is framed: without a word about it there is none. */
export function framingOfRequest(_startLine: string, headers: Readonly<Record<string, string>>): BodyFraming {
  return framingSaid(headers) ?? { kind: 'length', bytes: 0 }
}

/** How the body of a response to `method` is framed: without a word about it, it ends with the connection. */
export function framingOfResponse(
  method: string,
  startLine: string,
  headers: Readonly<Record<string, string>>,
): BodyFraming {
  const status = statusOf(startLine)
  const isBare = method === 'HEAD' || status < 200 || status === 204 || status === 304
  return isBare ? { kind: 'length', bytes: 0 } : (framingSaid(headers) ?? { kind: 'endless' })
}

export function statusOf(startLine: string): number {
  return Number(startLine.split(' ')[1])
}

function framingSaid(headers: Readonly<Record<string, string>>): BodyFraming | undefined {
  if (/\bchunked\b/i.test(headers['transfer-encoding'] ?? '')) return { kind: 'chunked' }
  const length = headers['content-length']
  return length === undefined ? undefined : { kind: 'length', bytes: Number(length) }
}
