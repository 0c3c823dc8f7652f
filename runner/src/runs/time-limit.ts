/** Calls `onOver` when so many milliseconds have passed, without those in which somebody waited for a server. */
export class TimeLimit implements Disposable {
  readonly #onOver: () => void
  #leftMs: number
  #runsSince: number | undefined
  #timer: NodeJS.Timeout | undefined
  #waiting = 0

  constructor(limitMs: number, onOver: () => void) {
    this.#leftMs = limitMs
    this.#onOver = onOver
    this.#run()
  }

  /** Several may wait at the same time: time goes on when none of them does. */
  noteWait(isWaiting: boolean): void {
    this.#waiting += isWaiting ? 1 : -1
    if (this.#waiting > 0) this.#pause()
    else this.#run()
  }

  [Symbol.dispose](): void {
    this.#pause()
  }

  #run(): void {
    if (this.#runsSince !== undefined) return
    this.#runsSince = performance.now()
    this.#timer = setTimeout(this.#onOver, this.#leftMs)
  }

  #pause(): void {
    if (this.#runsSince === undefined) return
    this.#leftMs -= performance.now() - this.#runsSince
    this.#runsSince = undefined
    clearTimeout(this.#timer)
  }
}
