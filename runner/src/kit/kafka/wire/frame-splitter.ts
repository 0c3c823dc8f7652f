/** Cuts a stream of bytes into Kafka's messages, each of which begins with its size. */
export class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0)

  /** The messages that are complete with this chunk, each with its size before it. */
  push(chunk: Buffer): readonly Buffer[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: Buffer[] = []
    while (this.#rest.length >= 4) {
      const end = 4 + this.#rest.readInt32BE(0)
      if (this.#rest.length < end) break
      frames.push(this.#rest.subarray(0, end))
      this.#rest = this.#rest.subarray(end)
    }
    return frames
  }
}
