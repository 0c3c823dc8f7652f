import type { TimelineStep } from './evidence.ts'

/** One order or crash point of an earlier run, to be played again. Plain data, so it crosses processes. */
export interface ReplayPlan {
  /** The full name of the test that met it. */
  readonly test: string
  /** Of a build: slug of the stage whose test it is. */
  readonly stage?: string
  /** Which of the test's explorations it was, counted from 1. */
  readonly call: number
  /** `schedule` of the timeline, when an order is played. */
  readonly schedule?: string
  /** `point` of the timeline, when a crash point is played. */
  readonly point?: string
  /** Whether each step waits until it is told to go on. */
  readonly isStepwise: boolean
}

/** A step that has been taken. */
export interface ReplayedStep extends TimelineStep {
  /** What was sent, as it was sent. Absent for what reaches no server. */
  readonly sent?: string
  /** Tells it from other steps: one that was taken back leaves those after it in other places. */
  readonly id: number
}

/** Where a replay stands: nothing moves, and one step is to come, or none. */
export interface ReplayStop {
  /** Everything that has happened so far. */
  readonly steps: readonly ReplayedStep[]
  /** Who goes on next, with what. Absent when all is over. */
  readonly next?: { readonly actor: string; readonly text: string; readonly sent?: string; readonly fate?: string }
  /** How many choices of the order have been made. */
  readonly choices: number
  /** Why the program can't be made to do any more what was recorded. Ends the replay. */
  readonly diverged?: string
  /** What opens a shell on the servers that are used. */
  readonly shells: readonly string[]
}

/** What the test's thread and the process around it tell each other about a replay. */
export type ReplayMessage =
  | { readonly type: 'stands'; readonly stop: ReplayStop }
  | { readonly type: 'goes-on'; readonly isStepwise: boolean }

/** Name of the channel that carries them. */
export const replayChannel = 'loadbearing:replay'
/** Under this name the plan is provided to the test. */
export const replayKey = 'loadbearing:replay'
