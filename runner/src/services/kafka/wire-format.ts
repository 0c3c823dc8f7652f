/** Writes the fields of a request one after another, as Kafka's protocol has them before its compact encodings. */
export class FieldWriter {
  readonly #parts: Buffer[] = []

  int8(value: number): this {
    return this.#add(1, (buffer) => buffer.writeInt8(value))
  }

  int16(value: number): this {
    return this.#add(2, (buffer) => buffer.writeInt16BE(value))
  }

  int32(value: number): this {
    return this.#add(4, (buffer) => buffer.writeInt32BE(value))
  }

  int64(value: number): this {
    return this.#add(8, (buffer) => buffer.writeBigInt64BE(BigInt(value)))
  }

  string(value: string): this {
    const bytes = Buffer.from(value)
    this.int16(bytes.length).#parts.push(bytes)
    return this
  }

  strings(values: readonly string[]): this {
    this.int32(values.length)
    for (const value of values) this.string(value)
    return this
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }

  #add(size: number, write: (buffer: Buffer) => void): this {
    const buffer = Buffer.alloc(size)
    write(buffer)
    this.#parts.push(buffer)
    return this
  }
}

/** Reads the fields of an answer one after another. */
export class FieldReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  int8(): number {
    return this.#bytes.readInt8(this.#advance(1))
  }

  int16(): number {
    return this.#bytes.readInt16BE(this.#advance(2))
  }

  int32(): number {
    return this.#bytes.readInt32BE(this.#advance(4))
  }

  int64(): number {
    return Number(this.#bytes.readBigInt64BE(this.#advance(8)))
  }

  /** One that may be absent is read as the empty one. */
  string(): string {
    const length = Math.max(0, this.int16())
    const from = this.#advance(length)
    return this.#bytes.toString('utf8', from, from + length)
  }

  array<T>(read: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, read)
  }

  skip(sizeBytes: number): void {
    this.#at += sizeBytes
  }

  #advance(size: number): number {
    const from = this.#at
    this.#at += size
    return from
  }
}
