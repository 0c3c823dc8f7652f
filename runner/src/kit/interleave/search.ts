import { type Decision, isSwitch, type Schedule } from './schedule.ts'

/** A beginning that has not been played yet, and how many switches it has. */
export interface Pending {
  readonly prefix: Schedule
  readonly switches: number
  /** Who could have gone on at each choice of the beginning, when it was found. */
  readonly enabled: readonly (readonly string[])[]
}

/**
 * Which orders are still to be played. Fewest switches first; among those depth first. Every order is
 * handed out exactly once: an alternative is noted only behind the beginning from which it was found.
 */
export class Search {
  readonly #pending: Pending[][] = [[{ prefix: [], switches: 0, enabled: [] }]]

  /** The next beginning to play; undefined when all orders have been played. */
  next(): Pending | undefined {
    for (const stack of this.#pending) {
      const pending = stack?.pop()
      if (pending) return pending
    }
    return undefined
  }

  /** Notes what could have been chosen otherwise in an order that began with `pending`. */
  expand(pending: Pending, decisions: readonly Decision[]): void {
    let switches = pending.switches
    decisions.forEach((decision, at) => {
      const previous = decisions[at - 1]?.chosen
      if (at < pending.prefix.length) return
      for (const lane of decision.enabled) {
        if (lane === decision.chosen) continue
        this.#push({
          prefix: [...decisions.slice(0, at).map((earlier) => earlier.chosen), lane],
          switches: switches + (isSwitch(previous, decision.enabled, lane) ? 1 : 0),
          enabled: decisions.slice(0, at + 1).map((earlier) => earlier.enabled),
        })
      }
      if (isSwitch(previous, decision.enabled, decision.chosen)) switches += 1
    })
  }

  #push(pending: Pending): void {
    const stack = this.#pending[pending.switches] ?? []
    this.#pending[pending.switches] = stack
    stack.push(pending)
  }
}
