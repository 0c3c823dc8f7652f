import type { Socket } from 'node:net'
import { asKit, type ClientEnd, findClientEnd } from '../origin/async-watch.ts'
import type { Origin } from '../origin/origin.ts'

interface ClientLineSetting {
  /** Told of what the client says. */
  readonly hear: (chunk: Buffer) => void
  /** Told once, when the client's connection is over, by whomever. */
  readonly gone: () => void
}

/** What is to be said to the client at some later time. */
interface Withheld {
  readonly bytes: Buffer[]
  isDue: boolean
}

/** The proxy's end of a client's connection. What is said and heard on it can be withheld, or vanish. */
export class ClientLine {
  readonly #socket: Socket
  readonly #otherEnd: ClientEnd | undefined
  readonly #withheld: Withheld[] = []
  #isMuted = false
  #isDark = false
  #isEnding = false

  constructor(socket: Socket, { hear, gone }: ClientLineSetting) {
    this.#socket = socket
    this.#otherEnd = findClientEnd(socket)
    socket.on('data', (chunk: Buffer) => {
      if (!this.#isDark) asKit(() => hear(chunk))
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', gone)
  }

  /** Where the client's program opened it, when that is known. */
  get origin(): Origin | undefined {
    return this.#otherEnd?.findOrigin()
  }

  /** Nothing is on its way between client and proxy. Undefined when the client's end can't be seen. */
  get isDrained(): boolean | undefined {
    if (this.#isDark || this.#socket.destroyed) return true
    const there = this.#otherEnd?.bytes()
    return there && there.read === this.#socket.bytesWritten && there.written === this.#socket.bytesRead
  }

  /** Bytes vanish in both directions. */
  get isDark(): boolean {
    return this.#isDark
  }

  say(bytes: Buffer): void {
    if (this.#isMuted) return
    const last = this.#withheld.at(-1)
    if (last) last.bytes.push(bytes)
    else this.#socket.write(bytes)
  }

  /** What is said from now on reaches the client when `due` resolves, and in the order in which it was said. */
  withhold(due: Promise<unknown>): void {
    const withheld: Withheld = { bytes: [], isDue: false }
    this.#withheld.push(withheld)
    void due.then(() => {
      withheld.isDue = true
      this.#sayWhatIsDue()
    })
  }

  /** What is said from now on vanishes. */
  mute(): void {
    this.#isMuted = true
  }

  /** From now on bytes vanish in both directions, and the connection stays open. */
  darken(): void {
    this.#isMuted = true
    this.#isDark = true
    // Who waits here waits for ever, and must not keep the process alive by it.
    this.#socket.unref()
  }

  /** Ends it as a server does that has nothing more to say; what is withheld is said before. */
  end(): void {
    if (this.#isDark) return
    this.#isEnding = true
    if (this.#withheld.length === 0) this.#socket.end()
  }

  /** Ends it with a RST: the client has an error. */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  #sayWhatIsDue(): void {
    while (this.#withheld[0]?.isDue) {
      const due = this.#withheld.shift()
      for (const bytes of due?.bytes ?? []) if (!this.#isMuted) this.#socket.write(bytes)
    }
    if (this.#isEnding) this.end()
  }
}
