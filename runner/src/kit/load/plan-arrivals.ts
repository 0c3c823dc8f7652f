export interface Arrivals {
  /** Arrivals a second. */
  readonly ratePerSecond: number
  /** How long calls go on arriving, in milliseconds. */
  readonly durationMs: number
  /** `constant`, the default: evenly spaced. `poisson`: as callers come who know nothing of each other. */
  readonly arrivals?: 'constant' | 'poisson'
  /** Another number gives another Poisson schedule, the same number always the same. Default 1. */
  readonly seed?: number
}

/** When each arrival is meant to start, in milliseconds from the beginning. */
export function planArrivals({ ratePerSecond, durationMs, arrivals = 'constant', seed = 1 }: Arrivals): number[] {
  const meanGapMs = 1_000 / ratePerSecond
  if (arrivals === 'constant') {
    return Array.from({ length: Math.round(durationMs / meanGapMs) }, (_, nth) => nth * meanGapMs)
  }
  const random = createRandom(seed)
  const plan: number[] = []
  for (let atMs = 0; ; ) {
    atMs += -Math.log(1 - random()) * meanGapMs
    if (atMs >= durationMs) return plan
    plan.push(atMs)
  }
}

/** Mulberry32: small, and good enough to spread arrivals. Gives numbers from 0 up to 1. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
