import type { Evidence } from '../../evidence.ts'
import { AssertionFailure } from '../assertion-failure.ts'
import { claimForms } from './claim-forms.ts'
import { Claimed, type ClaimSubject, nameOf } from './claimed.ts'
import { describeClaim } from './describe-claim.ts'
import type { ClaimIn, DesignSheet, SheetField } from './design-sheet.ts'
import { readClaim, sheetFields } from './read-claim.ts'

/** The fields in which several things are named, and one of these. */
type ListField = { [Field in SheetField]: ClaimIn<Field> extends readonly object[] ? Field : never }[SheetField]
type EntryIn<Field extends ListField> = ClaimIn<Field>[number]

type Record = (evidence: Evidence) => void

/** The claims of one design sheet, for a test that tries them. */
export class SheetClaims {
  readonly #sheet: DesignSheet
  readonly #record: Record
  readonly #asked: Claimed<object>[] = []

  constructor(sheet: DesignSheet, record: Record) {
    this.#sheet = sheet
    this.#record = record
  }

  /**
   * The claim of a field, about one of the things that it names where it names several. The test has to judge it.
   * @throws AssertionFailure when nothing is claimed about that, or nothing that could be tried: the message says what is missing
   * @example const claim = claims(sheet).of('failsOpenOrClosed', 'redis is gone')
   */
  of<Field extends ListField>(field: Field, about: string): Claimed<EntryIn<Field>>
  of<Field extends Exclude<SheetField, ListField>>(field: Field): Claimed<ClaimIn<Field>>
  of(field: SheetField, about?: string): Claimed<object> {
    const value = this.#valueOf(field, about)
    const lines = describeClaim(field, value)
    const entries: readonly object[] = Array.isArray(value) ? value : [value]
    const at = about === undefined ? 0 : entries.findIndex((entry) => subjectOf(entry) === about)
    const entry = entries[at]
    if (entry === undefined) {
      const named = entries.map((one) => `"${subjectOf(one)}"`).join(', ')
      return this.#refuse(
        { field, about },
        'unclaimed',
        `It says nothing about "${about}". It names ${named}. ${wanted(field)}`,
      )
    }
    const subject: ClaimSubject = { field, ...(about === undefined ? {} : { about }), claimed: lines[at] ?? '' }
    const claimed = new Claimed(entry, subject, this.#record)
    this.#asked.push(claimed)
    return claimed
  }

  /**
   * Fails unless every field holds a claim that can be tried, or says why it does not apply.
   * @throws AssertionFailure naming each field that lacks something
   * @example claims(sheet).complete()
   */
  complete(): void {
    const lacking = sheetFields.flatMap((field) => {
      const read = readClaim(this.#sheet, field)
      if (read.state === 'unclaimed') return [`${field}: nothing is claimed`]
      return read.state === 'vague' ? read.missing : []
    })
    if (lacking.length > 0) throw new AssertionFailure(`design-sheet.ts is not complete.\n${lacking.join('\n')}`)
  }

  /** @internal The names of claims that a test has asked for and not judged. */
  findUnjudged(): string[] {
    return this.#asked.filter(({ isJudged }) => !isJudged).map(({ name }) => name)
  }

  #valueOf<Field extends SheetField>(field: Field, about: string | undefined): ClaimIn<Field> {
    const read = readClaim(this.#sheet, field)
    switch (read.state) {
      case 'claimed':
        return read.value
      case 'unclaimed':
        return this.#refuse({ field, about }, 'unclaimed', `Nothing is claimed. ${wanted(field)}`)
      case 'does-not-apply':
        return this.#refuse(
          { field, about },
          'unclaimed',
          `It says that this does not apply: "${read.because}" Here it does.`,
        )
      case 'vague':
        return this.#refuse({ field, about }, 'vague', `${read.missing.join('. ')}. ${wanted(field)}`)
    }
  }

  #refuse(
    { field, about }: { readonly field: SheetField; readonly about: string | undefined },
    outcome: 'unclaimed' | 'vague',
    missing: string,
  ): never {
    const subject = { field, ...(about === undefined ? {} : { about }) }
    this.#record({ kind: 'claim', ...subject, claimed: '', outcome, seen: missing })
    throw new AssertionFailure(
      `design-sheet.ts ${outcome === 'vague' ? 'is too vague' : 'lacks a claim'} in ${nameOf(subject)}. ${missing}`,
    )
  }
}

function subjectOf(entry: object): unknown {
  return 'what' in entry ? entry.what : 'when' in entry ? entry.when : undefined
}

function wanted(field: SheetField): string {
  return `Expected ${claimForms[field]}.`
}
