import { type Claim, countHeld, type HeldClaim } from '../../../runner/src/figures/index.ts'

const counted = new WeakMap<readonly Claim[], readonly HeldClaim[]>()

/** In how many seeds each claim of a figure holds: tried once for all the pages on which it stands, since it takes a second. */
export function heldClaims(claims: readonly Claim[]): readonly HeldClaim[] {
  const known = counted.get(claims) ?? claims.map(countHeld)
  counted.set(claims, known)
  return known
}
