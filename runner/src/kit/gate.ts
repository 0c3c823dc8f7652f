import { asKit } from './origin/async-watch.ts'

/**
 * A point at which calls wait for each other. It opens when all are at the gate, finished, or held up:
 * by a lock of one who stands there, by sleeping on the clock, or by waiting for another call.
 * So code that locks correctly is not taken for a harness that hangs.
 */
export class Gate {
  readonly #parties: number
  readonly #settled: () => Promise<void>
  readonly #opened = Promise.withResolvers<void>()
  #arrived = 0

  constructor(parties: number, settled: () => Promise<void>) {
    this.#parties = parties
    this.#settled = settled
  }

  /** How many have arrived so far. */
  get arrived(): number {
    return this.#arrived
  }

  /**
   * Waits until the gate opens. Rejects with ORDER_UNDECIDED when it can't be told whether anybody else is to come.
   * @example
   * const bothHaveRead = gate(2)
   * const load = async () => { await bothHaveRead.arrive(); return 'value' }
   */
  arrive(): Promise<void> {
    this.#arrived += 1
    if (this.#arrived >= this.#parties) this.open()
    // Whoever was started together with the first has until everything stands still.
    else if (this.#arrived === 1) asKit(() => this.#settled()).then(this.#opened.resolve, this.#opened.reject)
    return this.#opened.promise
  }

  /** Lets everybody on, now and later. */
  open(): void {
    this.#opened.resolve()
  }
}
