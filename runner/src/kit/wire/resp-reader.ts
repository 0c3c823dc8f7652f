import type { Reply } from './unit.ts'

/** One message of the Redis protocol, version 2 or 3. */
export interface RespMessage {
  readonly value: Reply
  readonly bytes: Buffer
  /** Sent by the server without being asked: a version 3 push. */
  readonly isPush: boolean
}

interface Parsed {
  readonly value: Reply
  readonly end: number
}

/** Cuts a stream of bytes into messages, and reads them. */
export class RespReader {
  #rest: Buffer = Buffer.alloc(0)

  /** Whether part of a message has come and the rest has not. */
  get hasPart(): boolean {
    return this.#rest.length > 0
  }

  *read(chunk: Buffer): Generator<RespMessage> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (let parsed = parse(this.#rest, 0); parsed; parsed = parse(this.#rest, 0)) {
      const bytes = this.#rest.subarray(0, parsed.end)
      this.#rest = this.#rest.subarray(parsed.end)
      yield { value: parsed.value, bytes, isPush: bytes[0] === 0x3e }
    }
  }
}

function parse(buffer: Buffer, at: number): Parsed | undefined {
  const lineEnd = buffer.indexOf('\r\n', at)
  if (lineEnd < 0) return undefined
  const type = String.fromCharCode(buffer[at] ?? 0)
  const rest = buffer.toString('utf8', at + 1, lineEnd)
  const next = lineEnd + 2
  if ('$!='.includes(type)) return parseBulk(buffer, type, Number(rest), next)
  if ('*~>'.includes(type)) return parseMany(buffer, Number(rest), next)
  if (type === '%') return parseMany(buffer, Number(rest) * 2, next)
  if (type === '|') {
    const attributes = parseMany(buffer, Number(rest) * 2, next)
    return attributes && parse(buffer, attributes.end)
  }
  return { value: parseLine(type, rest), end: next }
}

function parseLine(type: string, rest: string): Reply {
  if (type === '+' || type === '(') return rest
  if (type === '-') return { failure: rest }
  if (type === ':' || type === ',') return Number(rest)
  if (type === '#') return rest === 't'
  if (type === '_') return null
  // Anything else is an inline command, as a person types it into a plain connection.
  return `${type}${rest}`.trim().split(/\s+/)
}

function parseBulk(buffer: Buffer, type: string, size: number, at: number): Parsed | undefined {
  if (size < 0) return { value: null, end: at }
  const end = at + size
  if (buffer.length < end + 2) return undefined
  const text = buffer.toString('utf8', at, end)
  if (type === '!') return { value: { failure: text }, end: end + 2 }
  // A verbatim string opens with its format: `txt:`.
  return { value: type === '=' ? text.slice(4) : text, end: end + 2 }
}

function parseMany(buffer: Buffer, count: number, at: number): Parsed | undefined {
  if (count < 0) return { value: null, end: at }
  const values: Reply[] = []
  let end = at
  for (let index = 0; index < count; index += 1) {
    const element = parse(buffer, end)
    if (!element) return undefined
    values.push(element.value)
    end = element.end
  }
  return { value: values, end }
}
