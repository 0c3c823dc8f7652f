import type { Actor } from '../interleave/actor.ts'

/** Something by which a life reaches a server besides its addresses, and which ends with it. */
export interface Severable {
  /**
   * Called when the life dies: nothing gets through any more, in either direction, and its server sees connections end
   * as those of a killed process do. Resolves when that has come to pass.
   */
  sever(): Promise<void> | void
}

/** The same, when it also brings the life on: a consumer that is handed messages, for instance. */
export interface StepSource extends Severable {
  /** Counts everything that happened. */
  readonly activity: number
  /**
   * What is on its way to the life by itself, in words: `a message of orders`. Undefined when nothing is. Asked only
   * while no step of the life waits to be let through.
   */
  findReasonToWait(): string | undefined
}

/**
 * One process of the learner's, from its start to its end or its death. It must reach servers by nothing but what it is
 * given here, because only that ends when it dies. Its memory is up to the test: `freshCopy` gives each life its own.
 */
export interface Life extends Actor {
  /** 1 for the life that may die, 2 for the process that is started after it. */
  readonly nth: number
  /**
   * Does something that reaches a server by a way which is not framed: the life may die before it, or when it is done
   * and before anybody hears of it. Then the promise never settles. `name` is a verb phrase that follows a name in
   * messages. What `work` does must not go through the addresses of this life: those are steps by themselves.
   * @example await life.step('sends order-placed', () => producer.send({ topic, messages }))
   */
  step<T>(name: string, work: () => Promise<T>): Promise<T>
  /**
   * Ties something to this life: it is severed when the life dies.
   * @example
   * const worker = kafka.worker({ step: life.step })
   * life.attach({ sever: () => worker.crash() })
   */
  attach(source: Severable | StepSource): void
}
