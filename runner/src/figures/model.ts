import type { View } from './view.ts'

/** The numbers that a reader may turn, by name. All are integers. */
export type Params<Name extends string = string> = Readonly<Record<Name, number>>

/**
 * A system that plays through, two strategies or more on the same arrivals.
 *
 * Pure: the same params and seed give the same states in every engine. A clock is an integer in the state. Chance comes
 * from `draw`. A state is plain data that `step` never changes. Nothing of the machine or the page is used: no `Date`,
 * `Math.random`, DOM, `Math.log`, `exp`, `sin`, `pow`, no package; `npm test -- import` holds that.
 */
export interface Model<Name extends string = string, State = unknown> {
  init(params: Params<Name>, seed: number): State
  /** The state after the next thing that happens, however far away in time that is. */
  step(state: State, params: Params<Name>): State
  /** Whether there is nothing left to happen. */
  isOver(state: State): boolean
  view(state: State): View
}
