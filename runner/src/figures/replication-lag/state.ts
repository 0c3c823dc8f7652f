import type { Params } from '../model.ts'

export type Name = 'thinkMs' | 'lagMs' | 'stallMs' | 'stickyMs' | 'waitMs'

export const lengthMs = 30_000
/** So that who waits has an answer before the end. */
export const lastActMs = lengthMs - 2000
/** Replay stands still from then on, behind a report. */
export const stallFromMs = 8000
/** How much of the past is replayed in one second when replay goes on. */
const catchUp = 4

export const clients = ['Ann', 'Ben'] as const

/** A client writes, and reads after a while. The same for every strategy. */
export interface Act {
  readonly client: number
  readonly kind: 'write' | 'read'
  readonly atMs: number
}

export type Server = 'primary' | 'replica'

/** A read as one strategy answers it. */
export interface Answer {
  readonly client: number
  readonly askedMs: number
  readonly answeredMs: number
  readonly server: Server
  /** Own writes that were confirmed before, and are missing in the answer. */
  readonly missing: number
}

export interface Run {
  readonly label: string
  readonly answers: readonly Answer[]
}

export interface State {
  readonly params: Params<Name>
  readonly nowMs: number
  /** All that the clients will do, in order. */
  readonly acts: readonly Act[]
  readonly runs: readonly Run[]
}

/** Up to which moment of the primary the replica shows, at a moment. */
export function replayedMs(atMs: number, { lagMs, stallMs }: Params<Name>): number {
  const stallEndsMs = stallFromMs + stallMs
  if (atMs <= stallFromMs) return atMs - lagMs
  const stoodAtMs = stallFromMs - lagMs
  return Math.min(atMs - lagMs, stoodAtMs + catchUp * Math.max(0, atMs - stallEndsMs))
}

/** What has been answered by now. */
export function answered({ answers }: Run, nowMs: number): Answer[] {
  return answers.filter(({ answeredMs }) => answeredMs <= nowMs)
}

/** The longest lag of a run. */
export function longestLagMs({ lagMs, stallMs }: Params<Name>): number {
  return lagMs + stallMs
}

export function violationsOf(answers: readonly Answer[]): number {
  return answers.filter(({ missing }) => missing > 0).length
}

export function primaryReadsOf(answers: readonly Answer[]): number {
  return answers.filter(({ server }) => server === 'primary').length
}
