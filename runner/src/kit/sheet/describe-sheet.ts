import { z } from 'zod'
import type { Evidence, SheetDecision, SheetEntry } from '../../evidence.ts'
import { describeClaim } from './describe-claim.ts'
import type { DesignSheet, SheetField } from './design-sheet.ts'
import { readClaim, sheetFields } from './read-claim.ts'

/** Every field of a sheet as evidence: what was claimed in a run stays known when the sheet changes. */
export function describeSheet(sheet: DesignSheet): Evidence {
  const fields = sheetFields.map((field) => describeField(sheet, field))
  const decision = describeDecision(sheet.decision)
  return { kind: 'sheet', fields, ...(decision === undefined ? {} : { decision }) }
}

function describeField<Field extends SheetField>(sheet: DesignSheet, field: Field): SheetEntry {
  const read = readClaim(sheet, field)
  switch (read.state) {
    case 'claimed':
      return { field, state: read.state, lines: describeClaim(field, read.value) }
    case 'unclaimed':
      return { field, state: read.state, lines: [] }
    case 'does-not-apply':
      return { field, state: read.state, lines: [read.because] }
    case 'vague':
      return { field, state: read.state, lines: read.missing }
  }
}

const word = z.string().trim().min(1)
const alternatives = z.array(z.object({ what: word, because: word }))

/** What is there of the words for the decision record, which no test needs: what is no text is passed over. */
function describeDecision(said: unknown): SheetDecision | undefined {
  if (typeof said !== 'object' || said === null) return undefined
  const words = (['context', 'choice', 'price', 'removal'] as const).flatMap((part) => {
    const { data } = word.safeParse(Reflect.get(said, part))
    return data === undefined ? [] : [[part, data] as const]
  })
  const others = alternatives.safeParse(Reflect.get(said, 'alternatives')).data ?? []
  return { ...Object.fromEntries(words), ...(others.length > 0 ? { alternatives: others } : {}) }
}
