import type { WireUnit } from '../unit.ts'
import { isNamed, type MessageName } from './message.ts'

/** Which of the messages of one name a fault hits. */
export interface Which {
  /** The first that it hits, counted from 1 since it was armed. Default 1. */
  readonly nth?: number
  /** How many it hits in a row. Default 1; `Infinity` for all that follow. */
  readonly times?: number
}

/** How long a message takes from one side of the link to the other, in milliseconds of the test's clock. */
export interface Delay {
  readonly requestMs?: number
  readonly replyMs?: number
}

/** What becomes of the connection on which a message was lost. */
export interface Aftermath {
  /** `cut`: the client has an error at once. `silent`: it stays open, and the client waits. Default `cut`. */
  readonly connection?: 'cut' | 'silent'
}

export type FaultEffect =
  | ({ readonly kind: 'drop request' | 'drop reply' } & Required<Aftermath>)
  | { readonly kind: 'cut during' }
  | ({ readonly kind: 'delay' } & Delay)

/** A fault that waits for its message. */
export interface LinkFault {
  /** How many messages it has hit. */
  readonly hits: number
  /** It hits nothing more, and nobody is told if it never has. For a message that only some right designs send. */
  disarm(): void
}

/** A fault as its link knows it. */
export class ArmedFault implements LinkFault {
  readonly effect: FaultEffect
  readonly name: MessageName
  readonly #firstHit: number
  readonly #lastHit: number
  #seen = 0
  #hits = 0
  #isArmed = true
  /** The test took it back: it need not have met anything. */
  isDisarmed = false

  constructor(effect: FaultEffect, name: MessageName, { nth = 1, times = 1 }: Which) {
    this.effect = effect
    this.name = name
    this.#firstHit = nth
    this.#lastHit = nth + times - 1
  }

  get hits(): number {
    return this.#hits
  }

  disarm(): void {
    this.#isArmed = false
    this.isDisarmed = true
  }

  /** The link was healed. */
  retire(): void {
    this.#isArmed = false
  }

  /** Counts the message when it is one of its name. Whether it is hit. */
  meets(unit: WireUnit): boolean {
    if (!this.#isArmed || !isNamed(this.name, unit)) return false
    this.#seen += 1
    const isHit = this.#seen >= this.#firstHit && this.#seen <= this.#lastHit
    if (isHit) this.#hits += 1
    return isHit
  }
}
