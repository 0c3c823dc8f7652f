/** How often the solutions of one kata are run again, in random test order. */
export interface KataRepeats {
  readonly right: number
  readonly wrong: number
}

/** How often solutions are run again. A drill's, right and wrong, go by a count of their own: each brings a whole system up. */
export interface Repeats extends KataRepeats {
  readonly drills: number
}
