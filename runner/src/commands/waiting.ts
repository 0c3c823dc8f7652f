import type { ServiceProgress } from '../services/service-progress.ts'
import { type TerminalStream, WaitingLines } from '../terminal/waiting-lines.ts'
import { ServiceWait } from './service-wait.ts'

/** Often enough for seconds, and rarely enough for a terminal far away. */
const redrawEveryMs = 250
/** How often a download says how far it is where no terminal is. */
const writeEveryMs = 10_000

/**
 * What a command says while it waits: a line, or one line for each service that is on its way, with its bytes or its
 * seconds. Where no terminal is, only downloads are told, now and then, because they take long.
 */
export class Waiting implements Disposable {
  readonly #stream: TerminalStream
  readonly #lines: WaitingLines
  readonly #waits = new Map<string, ServiceWait>()
  #timer: NodeJS.Timeout | undefined
  #writtenAt = 0

  constructor(stream: TerminalStream = process.stderr) {
    this.#stream = stream
    this.#lines = new WaitingLines(stream)
  }

  /** Says what is done now that no service is waited for. */
  show(text: string): void {
    this.#stop()
    this.#lines.show(text)
  }

  /** Notes how far a service is; all that were noted are shown. */
  note(progress: ServiceProgress): void {
    const now = performance.now()
    if (!this.#timer) this.#begin(now)
    const known = this.#waits.get(progress.service)
    const hasChanged = known?.stage !== progress.stage
    if (known) known.note(progress, now)
    else this.#waits.set(progress.service, new ServiceWait(progress, now))
    if (hasChanged) this.#tell(progress)
  }

  clear(): void {
    this.#stop()
    this.#lines.clear()
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #begin(nowMs: number): void {
    this.#writtenAt = nowMs
    this.#timer = setInterval(() => this.#redraw(), redrawEveryMs).unref()
  }

  #stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#waits.clear()
  }

  /** A new stage is shown at once. */
  #tell({ stage, text }: ServiceProgress): void {
    if (this.#stream.isTTY === true) this.#draw()
    else if (stage === 'pulling') this.#stream.write(`${text}\n`)
  }

  #redraw(): void {
    if (this.#stream.isTTY === true) this.#draw()
    else if (performance.now() - this.#writtenAt >= writeEveryMs) this.#write()
  }

  #draw(): void {
    this.#lines.show(...[...this.#waits.values()].map((wait) => wait.describe(performance.now())))
  }

  #write(): void {
    this.#writtenAt = performance.now()
    const pulls = [...this.#waits.values()].filter(({ stage }) => stage === 'pulling')
    for (const wait of pulls) this.#stream.write(`${wait.describe(performance.now())}\n`)
  }
}
