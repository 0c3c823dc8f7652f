import type { Params } from '../model.ts'

export type Name = 'servers' | 'load' | 'workMs' | 'slowFactor'

/** Requests arrive for so long. */
export const lengthMs = 8000

export interface Arrival {
  readonly atMs: number
  /** How long it takes a server that is not slow. */
  readonly workMs: number
}

export interface Request {
  readonly server: number
  readonly arrivedMs: number
  readonly startedMs: number
  readonly endsMs: number
}

/** One strategy on its way through. Each server has one request at a time in its hands; the others wait there. */
export interface Run {
  readonly label: string
  readonly requests: readonly Request[]
  /** Those that have not ended. */
  readonly open: readonly Request[]
  /** How many are open after each arrival, by arrival, and after the end. */
  readonly inside: readonly number[]
  /** The most that one server had at once. */
  readonly longestQueue: number
}

export interface State {
  readonly params: Params<Name>
  readonly seed: number
  readonly nowMs: number
  readonly arrivals: readonly Arrival[]
  /** How many of them have arrived. */
  readonly arrived: number
  readonly runs: readonly Run[]
}

/** The slow one is the first. */
export const slowServer = 0

/** How many are open at each server. */
export function countOpen(open: readonly Request[], servers: number): number[] {
  const counts = Array.from({ length: servers }, () => 0)
  for (const { server } of open) counts[server] = (counts[server] ?? 0) + 1
  return counts
}

export function sentToSlow({ requests }: Run): number {
  return requests.filter(({ server }) => server === slowServer).length
}

/** How long each request took that has ended. */
export function staysMs({ requests }: Run, nowMs: number): number[] {
  return requests.filter(({ endsMs }) => endsMs <= nowMs).map(({ arrivedMs, endsMs }) => endsMs - arrivedMs)
}
