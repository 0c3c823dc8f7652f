import { fitToWidth } from './fit-to-width.ts'

export interface TerminalStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/**
 * A few lines that say what is going on, redrawn in place, and gone when there is something to show. Each change is one
 * write, and nothing is erased before it is written over. Silent unless on a terminal.
 */
export class WaitingLines implements Disposable {
  readonly #stream: TerminalStream
  #shown: readonly string[] = []

  constructor(stream: TerminalStream) {
    this.#stream = stream
  }

  show(...texts: readonly string[]): void {
    if (this.#stream.isTTY !== true || texts.join('\n') === this.#shown.join('\n')) return
    // A line that the terminal breaks in two would be two when the cursor goes up.
    const width = (this.#stream.columns ?? 80) - 2
    const lines = texts.map((text) => ` ${fitToWidth(text, width).trimEnd()}\x1b[K`)
    this.#stream.write(`${this.#toStart()}${lines.join('\n')}${texts.length < this.#shown.length ? '\x1b[J' : ''}`)
    this.#shown = texts
  }

  clear(): void {
    if (this.#shown.length > 0) this.#stream.write(`${this.#toStart()}\x1b[J`)
    this.#shown = []
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #toStart(): string {
    const above = this.#shown.length - 1
    return above > 0 ? `\r\x1b[${above}A` : '\r'
  }
}
