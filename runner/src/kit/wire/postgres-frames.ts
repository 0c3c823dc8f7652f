/** One message of the Postgres protocol. `bytes` is the whole of it, `body` what follows type and length. */
export interface Frame {
  /** One letter; empty for the messages before the handshake, which have none. */
  readonly type: string
  readonly bytes: Buffer
  readonly body: Buffer
}

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0)
  #isTyped: boolean

  constructor(startsTyped: boolean) {
    this.#isTyped = startsTyped
  }

  /** From now on messages have a type: the startup message has been read. */
  expectTypes(): void {
    this.#isTyped = true
  }

  /** Whether part of a message has come and the rest has not. */
  get hasPart(): boolean {
    return this.#rest.length > 0
  }

  *read(chunk: Buffer): Generator<Frame> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (let frame = this.#next(); frame; frame = this.#next()) yield frame
  }

  #next(): Frame | undefined {
    const header = this.#isTyped ? 1 : 0
    if (this.#rest.length < header + 4) return undefined
    const size = header + this.#rest.readInt32BE(header)
    if (this.#rest.length < size) return undefined
    const bytes = this.#rest.subarray(0, size)
    this.#rest = this.#rest.subarray(size)
    return { type: header === 1 ? String.fromCharCode(bytes[0] ?? 0) : '', bytes, body: bytes.subarray(header + 4) }
  }
}

/** Reads the fields of one message body in order. */
export class FieldReader {
  readonly #body: Buffer
  #at = 0

  constructor(body: Buffer) {
    this.#body = body
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#body.length
  }

  int16(): number {
    this.#at += 2
    return this.#body.readInt16BE(this.#at - 2)
  }

  int32(): number {
    this.#at += 4
    return this.#body.readInt32BE(this.#at - 4)
  }

  byte(): string {
    this.#at += 1
    return String.fromCharCode(this.#body[this.#at - 1] ?? 0)
  }

  /** A string that ends with a zero byte. */
  text(): string {
    const end = this.#body.indexOf(0, this.#at)
    const text = this.#body.toString('utf8', this.#at, end)
    this.#at = end + 1
    return text
  }

  /** A value with its length before it; undefined stands for NULL. */
  value(): Buffer | undefined {
    const size = this.int32()
    if (size < 0) return undefined
    this.#at += size
    return this.#body.subarray(this.#at - size, this.#at)
  }

  skip(sizeBytes: number): void {
    this.#at += sizeBytes
  }
}

/** A message without content, such as Sync. */
export function emptyFrame(type: string): Buffer {
  return Buffer.from([type.charCodeAt(0), 0, 0, 0, 4])
}

/** A simple Query. */
export function queryFrame(sql: string): Buffer {
  const text = Buffer.from(`${sql}\0`, 'utf8')
  const head = Buffer.alloc(5)
  head.write('Q', 0, 'latin1')
  head.writeInt32BE(text.length + 4, 1)
  return Buffer.concat([head, text])
}
