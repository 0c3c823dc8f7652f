import type { Claim } from './figure.ts'

/** How many seeds each claim is tried with. */
export const claimSeeds = 200

export interface HeldClaim {
  readonly id: string
  readonly sentence: string
  /** The number of seeds in which it held. */
  readonly held: number
  readonly of: number
  /** Whether that is as often as the claim has to. */
  readonly isEnough: boolean
}

/** Tries a claim with the seeds 1 to 200. */
export function countHeld(claim: Claim): HeldClaim {
  let held = 0
  for (let seed = 1; seed <= claimSeeds; seed++) if (claim.holds(seed)) held++
  const { id, sentence, leastHeld = claimSeeds } = claim
  return { id, sentence, held, of: claimSeeds, isEnough: held >= leastHeld }
}
