import type { Params } from '../model.ts'

export type Name = 'batch' | 'crashes' | 'workMs' | 'commitMs'

export const messages = 24
/** From a death to the first message that is delivered again. */
export const restartMs = 1000

/** What the process is busy with; it counts when it is done, and not at all when the process dies before. */
export type Doing = 'work' | 'commit' | 'restart'

export type Order = 'commit, then work' | 'work, then commit' | 'with a key'

export interface Fact {
  readonly atMs: number
  readonly what: 'effect' | 'repeated' | 'recognised' | 'commit' | 'death' | 'start'
  /** The message, from 0; of a commit the first one that is not committed. */
  readonly message: number
}

/** One strategy on its way through. */
export interface Run {
  readonly label: Order
  readonly doing: Doing | undefined
  readonly doneAtMs: number
  /** The message that is worked on, or will be next. */
  readonly at: number
  /** Up to here it is committed; here the next process begins. */
  readonly committed: number
  /** How often each message has had its effect. */
  readonly effects: readonly number[]
  readonly facts: readonly Fact[]
}

export interface State {
  readonly params: Params<Name>
  readonly nowMs: number
  /** No strategy is at work for longer. */
  readonly untilMs: number
  /** When the process dies, in order; the same for every strategy. */
  readonly deathsMs: readonly number[]
  readonly runs: readonly Run[]
}

/** Messages that can not have an effect any more: committed, and not in the hands of a process. */
export function lostOf({ effects, committed, at, doing, label }: Run): number {
  const isInHand = label === 'commit, then work' && doing !== 'restart'
  const until = isInHand ? Math.min(at, committed) : committed
  return effects.slice(0, until).filter((count) => count === 0).length
}

export function repeatedOf({ effects }: Run): number {
  return effects.reduce((sum, count) => sum + Math.max(0, count - 1), 0)
}

export function countOf({ facts }: Run, what: Fact['what']): number {
  return facts.filter((fact) => fact.what === what).length
}
