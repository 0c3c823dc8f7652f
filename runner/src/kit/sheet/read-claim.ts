import { complaintsAbout } from '../../course/check-shape.ts'
import { claimSchemas } from './claim-schemas.ts'
import type { ClaimIn, DesignSheet, SheetField } from './design-sheet.ts'

/** What a sheet says in one field. */
export type ReadClaim<Field extends SheetField> =
  | { readonly state: 'claimed'; readonly value: ClaimIn<Field> }
  | { readonly state: 'unclaimed' }
  | { readonly state: 'does-not-apply'; readonly because: string }
  /** Something is said, and no test could try it. */
  | { readonly state: 'vague'; readonly missing: readonly string[] }

export const sheetFields = Object.keys(claimSchemas) as readonly SheetField[]

/** Reads one field of a sheet, which may hold anything: nobody has to heed the types. */
export function readClaim<Field extends SheetField>(sheet: DesignSheet, field: Field): ReadClaim<Field> {
  const said: unknown = sheet[field]
  const word = typeof said === 'object' && said !== null && 'claim' in said ? said.claim : undefined
  if (said === undefined || word === 'unclaimed') return { state: 'unclaimed' }
  if (word === 'does not apply') return readReason(field, said)
  const missing = complaintsAbout(claimSchemas[field], said).map((line) => placed(field, line))
  return missing.length > 0 ? { state: 'vague', missing } : { state: 'claimed', value: said as ClaimIn<Field> }
}

function readReason(field: SheetField, said: unknown): ReadClaim<SheetField> & { state: 'does-not-apply' | 'vague' } {
  const because = typeof said === 'object' && said !== null && 'because' in said ? String(said.because).trim() : ''
  if (because === '')
    return { state: 'vague', missing: [placed(field, 'because: expected why it does not apply, got nothing')] }
  return { state: 'does-not-apply', because }
}

/** `[0].forMs: …` as `mayBeStale[0].forMs: …`. */
function placed(field: SheetField, complaint: string): string {
  return `${field}${complaint.startsWith('[') ? '' : '.'}${complaint}`
}
