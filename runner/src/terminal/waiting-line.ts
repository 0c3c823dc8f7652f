import { fitToWidth } from './fit-to-width.ts'

interface TerminalStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** One line that says what is going on, and is gone when there is something to show. Silent unless on a terminal. */
export class WaitingLine implements Disposable {
  readonly #stream: TerminalStream
  #shown = ''

  constructor(stream: TerminalStream) {
    this.#stream = stream
  }

  show(text: string): void {
    if (this.#stream.isTTY !== true || text === this.#shown) return
    this.#stream.write(`\r\x1b[K ${fitToWidth(text, (this.#stream.columns ?? 80) - 2).trimEnd()}`)
    this.#shown = text
  }

  clear(): void {
    if (this.#shown !== '') this.#stream.write('\r\x1b[K')
    this.#shown = ''
  }

  [Symbol.dispose](): void {
    this.clear()
  }
}
