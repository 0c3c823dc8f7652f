/** A terminal from which single keys can be read. */
interface KeySource {
  readonly isTTY?: boolean
  setRawMode?(isRaw: boolean): unknown
  on(event: 'data', listener: (data: Buffer) => void): unknown
  off(event: 'data', listener: (data: Buffer) => void): unknown
  resume(): unknown
  pause(): unknown
}

/** Ctrl-C and Ctrl-D, which a terminal in raw mode hands on as characters. */
const endingCharacters = ['\x03', '\x04']

/** Reads single keys until it is disposed of or suspended; the terminal is always left as it was. */
export class Keys implements Disposable {
  readonly #source: KeySource
  #onKey: (key: string) => void = () => undefined
  readonly #onData = (data: Buffer): void => {
    const text = data.toString()
    // Arrow keys and the like come as one escape sequence, and none is offered.
    if (text.startsWith('\x1b')) return
    for (const key of text) this.#onKey(endingCharacters.includes(key) ? 'q' : key)
  }
  readonly #restore = (): void => void this.#source.setRawMode?.(false)
  #isReading = false

  constructor(source: KeySource) {
    this.#source = source
  }

  /** Begins to read; does nothing when the source is no terminal. */
  resume(onKey: (key: string) => void): void {
    this.#onKey = onKey
    if (this.#isReading || this.#source.isTTY !== true) return
    this.#isReading = true
    this.#source.setRawMode?.(true)
    this.#source.on('data', this.#onData)
    this.#source.resume()
    // Whatever ends the program, the shell must get its terminal back.
    process.once('exit', this.#restore)
  }

  /** Hands the terminal to somebody else, such as a prompt. */
  suspend(): void {
    if (!this.#isReading) return
    this.#isReading = false
    this.#source.off('data', this.#onData)
    this.#source.pause()
    this.#restore()
    process.off('exit', this.#restore)
  }

  [Symbol.dispose](): void {
    this.suspend()
  }
}
