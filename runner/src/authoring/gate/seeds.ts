import { randomInt } from 'node:crypto'

const mostSeed = 2 ** 31

/** A new seed to print, from which all random orders of one gate are drawn. */
export function drawSeed(): number {
  return randomInt(1, mostSeed)
}

/** The seed of one repeat: the first is the printed seed itself, so that a single repeat can be asked for by it. */
export function seedOfRepeat(seed: number, repeat: number): number {
  return (seed + repeat * 7919) % mostSeed
}
