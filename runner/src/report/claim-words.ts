import type { Evidence } from '../evidence.ts'

export type ClaimEvidence = Extract<Evidence, { kind: 'claim' }>

/** What came of a claim, in a word. */
export const outcomeWords: Readonly<Record<ClaimEvidence['outcome'], string>> = {
  held: 'held',
  'too-modest': 'too modest',
  'too-bold': 'too bold',
  unclaimed: 'not claimed',
  vague: 'too vague to try',
}

/** A field of a design sheet, and which of its things is meant. */
export function nameClaim({ field, about }: Pick<ClaimEvidence, 'field' | 'about'>): string {
  return about === undefined ? field : `${field} (${about})`
}
