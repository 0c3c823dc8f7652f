import { resolve } from 'node:path'
import { type Kata, type KataProof, loadKataFingerprint, loadKataProof } from '../../../runner/src/course/index.ts'

/** What the author's gate measured of a kata as it is now; otherwise why nothing of it can be shown. */
export type FoundProof =
  | { readonly state: 'recorded'; readonly proof: KataProof }
  | { readonly state: 'outdated'; readonly at: string }
  | { readonly state: 'none' }

/** Where `kata dev check --proof` wrote for this build. Nothing of it is in the repository. */
function proofsFolder(): string {
  return resolve(process.env['KATA_PROOFS'] ?? 'proofs')
}

/** A proof of other files than those of the build is none. */
export function findProof(kata: Kata): FoundProof {
  const proof = loadKataProof(proofsFolder(), kata.slug)
  if (proof === undefined) return { state: 'none' }
  const isOfNow = proof.fingerprint === loadKataFingerprint(kata)
  return isOfNow ? { state: 'recorded', proof } : { state: 'outdated', at: proof.at }
}
