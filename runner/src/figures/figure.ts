import type { Model } from './model.ts'

/** A number that the reader may turn. */
export interface Parameter {
  /** What stands beside the slider: "the page waits". */
  readonly label: string
  /** As it is written behind a number: `ms`, `per s`; empty for a plain count. */
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
}

/** Settings that are worth seeing, under a name. What a preset does not name has its default. */
export interface Preset<Name extends string = string> {
  readonly id: string
  readonly label: string
  readonly params: Partial<Readonly<Record<Name, number>>>
}

/** One of those that are compared. */
export interface Strategy {
  readonly id: string
  readonly label: string
  /** What it does, in one sentence. */
  readonly does: string
}

/** A sentence that a lesson may say, because it was tried. */
export interface Claim {
  readonly id: string
  /** In the words that the lesson uses. */
  readonly sentence: string
  /** Whether it is so in the world that this seed makes. */
  holds(seed: number): boolean
  /** In how many of `claimSeeds` it has to hold: in all of them, unless told otherwise. */
  readonly leastHeld?: number
}

/** A model with what a reader has to know about it. */
export interface Figure<Name extends string = string, State = unknown> {
  readonly title: string
  /** One sentence: what is compared, and on what. */
  readonly summary: string
  readonly model: Model<Name, State>
  readonly parameters: Readonly<Record<Name, Parameter>>
  readonly presets: readonly Preset<Name>[]
  /** At least two. */
  readonly strategies: readonly Strategy[]
  readonly claims: readonly Claim[]
}
