import type { Clock } from '../clock.ts'
import { runAsActor } from '../origin/async-watch.ts'

/** How a call of the learner's function ended. */
export type ActorResult =
  | { readonly state: 'returned'; readonly value: unknown }
  | { readonly state: 'threw'; readonly error: unknown }

let runs = 0

/** One call of the learner's function within one order. */
export class ActorRun {
  readonly name: string
  /** What its own work is known by: calls of the same name in other orders may have left work behind. */
  readonly owner: string
  readonly #changed: () => void
  #sleeps = 0
  result: ActorResult | undefined

  constructor(name: string, changed: () => void) {
    this.name = name
    runs += 1
    this.owner = `${name} (${runs})`
    this.#changed = changed
  }

  get isDone(): boolean {
    return this.result !== undefined
  }

  get isSleeping(): boolean {
    return this.#sleeps > 0
  }

  /** Calls the function. Whatever it starts is known to be this actor's. */
  start(call: () => Promise<unknown>): void {
    const promise = runAsActor(this.owner, async () => call())
    promise.then(
      (value) => this.#end({ state: 'returned', value }),
      (error: unknown) => this.#end({ state: 'threw', error }),
    )
  }

  /** The same clock, which notes who sleeps. `slept` returns what is to be done when a sleep is broken off. */
  watch(clock: Clock, slept: (durationMs: number) => () => void): Clock {
    const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
      this.#sleeps += 1
      this.#changed()
      const forget = slept(ms)
      try {
        await clock.sleep(ms, signal)
      } catch (reason) {
        forget()
        throw reason
      } finally {
        this.#sleeps -= 1
        this.#changed()
      }
    }
    return { now: () => clock.now(), sleep }
  }

  #end(result: ActorResult): void {
    this.result = result
    this.#changed()
  }
}
