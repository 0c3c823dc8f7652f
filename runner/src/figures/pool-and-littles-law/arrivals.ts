import { draw } from '../draw.ts'
import { type Arrival, requestCount } from './state.ts'

/** The same requests in the same order for every pool; at another load they come closer together or farther apart. */
export function arrivalsOf(seed: number, perSecond: number, holdMs: number): Arrival[] {
  let atUs = 0
  return Array.from({ length: requestCount }, (_, nth) => {
    // In millionths, so that no load is rounded away.
    atUs += drawAround(1_000_000 / perSecond, seed, 0, nth)
    return { atMs: Math.floor(atUs / 1000), holdMs: Math.max(1, drawAround(holdMs, seed, 1, nth)) }
  })
}

/**
 * Short ones are many, long ones few, as with gaps between requests that know nothing of each other: a coin is thrown
 * until it falls tails, and each head makes it longer by two thirds of the average.
 */
function drawAround(average: number, seed: number, ...path: readonly number[]): number {
  let heads = 0
  while (heads < 20 && draw(seed, 2, ...path, 0, heads) === 1) heads++
  const thousandths = heads * 1000 + draw(seed, 1000, ...path, 1)
  return Math.floor((average * thousandths) / 1500)
}
