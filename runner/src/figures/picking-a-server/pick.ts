import { draw } from '../draw.ts'

/** What a balancer knows when the next request comes. */
export interface Asked {
  /** Which request it is, from 0. */
  readonly nth: number
  /** How many requests are open at each server. */
  readonly open: readonly number[]
  readonly seed: number
}

export type Pick = (asked: Asked) => number

const roundRobin: Pick = ({ nth, open }) => nth % open.length

const random: Pick = ({ nth, open, seed }) => draw(seed, open.length, 2, nth)

/** Among equals the one whose turn it is, or the first would get whatever comes to an idle fleet. */
const leastConnections: Pick = ({ nth, open }) => {
  const inTurn = open.map((_, offset) => (nth + offset) % open.length)
  return inTurn.reduce((best, server) => (countAt(open, server) < countAt(open, best) ? server : best))
}

/** Two different servers at random, and the one with less to do. */
const twoChoices: Pick = ({ nth, open, seed }) => {
  const first = draw(seed, open.length, 2, nth)
  const second = (first + 1 + draw(seed, open.length - 1, 3, nth)) % open.length
  return countAt(open, second) < countAt(open, first) ? second : first
}

export const strategies: readonly { readonly label: string; readonly pick: Pick }[] = [
  { label: 'round robin', pick: roundRobin },
  { label: 'random', pick: random },
  { label: 'least connections', pick: leastConnections },
  { label: 'two choices', pick: twoChoices },
]

function countAt(open: readonly number[], server: number): number {
  return open[server] ?? 0
}
