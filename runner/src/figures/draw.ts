/** Scatters the bits of a 32-bit number; different numbers stay different. */
function scatter(bits: number): number {
  let mixed = bits
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}

/**
 * A number from 0 to `below` - 1, the same whenever it is asked for with the same seed and path.
 *
 * The path says what is drawn: `draw(seed, 6, arrivals, tick)`. There is no hidden state that moves on, so a strategy
 * that draws more often than another still meets the same arrivals.
 *
 * @param below at most 2^32
 */
export function draw(seed: number, below: number, ...path: readonly number[]): number {
  const bits = path.reduce((mixed, part) => scatter((mixed + Math.imul(part + 1, 0x9e3779b9)) | 0), scatter(seed | 0))
  return Math.floor(((bits >>> 0) / 0x1_0000_0000) * below)
}
