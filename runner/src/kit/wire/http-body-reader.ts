/** How much of a body is kept as text. */
const keptBytes = 64 * 1024

/** How a body ends: after so many bytes, by a last chunk, or with the connection. */
export type BodyFraming = { readonly kind: 'length'; readonly bytes: number } | { readonly kind: 'chunked' | 'endless' }

type ChunkedPlace = 'size' | 'data' | 'data end' | 'trailer'

/** Follows one body over as many pieces as it comes in, and knows where it ends. */
export class HttpBodyReader {
  readonly #framing: BodyFraming
  readonly #kept: Buffer[] = []
  #keptBytes = 0
  /** Bytes of the body, or of the current chunk, that have not come yet. */
  #left: number
  #place: ChunkedPlace = 'size'
  isAtEnd: boolean

  constructor(framing: BodyFraming) {
    this.#framing = framing
    this.#left = framing.kind === 'length' ? framing.bytes : 0
    this.isAtEnd = framing.kind === 'length' && framing.bytes === 0
  }

  get text(): string {
    return Buffer.concat(this.#kept).toString('utf8')
  }

  /** Takes what belongs to the body from the front of `bytes`; returns how many those were. Zero: more has to come first. */
  take(bytes: Buffer): number {
    if (this.#framing.kind === 'chunked') return this.#takeChunks(bytes)
    const taken = this.#framing.kind === 'endless' ? bytes.length : Math.min(this.#left, bytes.length)
    this.#keep(bytes.subarray(0, taken))
    this.#left -= taken
    this.isAtEnd = this.#framing.kind === 'length' && this.#left === 0
    return taken
  }

  #takeChunks(bytes: Buffer): number {
    let at = 0
    while (!this.isAtEnd) {
      const taken = this.#place === 'data' ? this.#takeData(bytes.subarray(at)) : this.#takeLine(bytes.subarray(at))
      if (taken === 0) break
      at += taken
    }
    return at
  }

  #takeData(bytes: Buffer): number {
    const taken = Math.min(this.#left, bytes.length)
    this.#keep(bytes.subarray(0, taken))
    this.#left -= taken
    if (this.#left === 0) this.#place = 'data end'
    return taken
  }

  #takeLine(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n')
    if (end < 0) return 0
    this.#followLine(bytes.toString('latin1', 0, end))
    return end + 2
  }

  #followLine(line: string): void {
    if (this.#place === 'data end') this.#place = 'size'
    else if (this.#place === 'trailer') this.isAtEnd = line === ''
    else {
      // A chunk extension may follow the size after a semicolon.
      this.#left = Number.parseInt(line, 16)
      this.#place = this.#left > 0 ? 'data' : 'trailer'
    }
  }

  #keep(bytes: Buffer): void {
    const kept = bytes.subarray(0, keptBytes - this.#keptBytes)
    this.#keptBytes += kept.length
    if (kept.length > 0) this.#kept.push(Buffer.from(kept))
  }
}
