import type { Evidence } from '../../evidence.ts'
import { AssertionFailure } from '../assertion-failure.ts'
import { claimForms } from './claim-forms.ts'
import type { CostPer1000, CostPerMonth } from './claim-shapes.ts'
import { Claimed, type ClaimSubject, nameOf } from './claimed.ts'
import { describeClaim, partsOf } from './describe-claim.ts'
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
   * The claim of a field, about one of the things that it names where it names several; of what something costs, about one
   * of its parts or about all of it. The test has to judge it.
   * @throws AssertionFailure when nothing is claimed about that, or nothing that could be tried: the message says what is missing
   * @example const claim = claims(sheet).of('failsOpenOrClosed', 'redis is gone')
   */
  of<Field extends ListField>(field: Field, about: string): Claimed<EntryIn<Field>>
  of(field: 'costPerMonth', part: string): Claimed<CostPerMonth['parts'][number]>
  of(field: 'costPer1000Requests', work: string): Claimed<CostPer1000['work'][number]>
  of<Field extends Exclude<SheetField, ListField>>(field: Field): Claimed<ClaimIn<Field>>
  of(field: SheetField, about?: string): unknown {
    const value = this.#valueOf(field, about)
    const lines = describeClaim(field, value)
    const entries = partsOf(field, value)
    const at = about === undefined ? 0 : entries.findIndex((entry) => subjectOf(entry) === about)
    const entry = entries[at]
    if (entry === undefined) {
      const named = entries
        .flatMap((one) => subjectOf(one) ?? [])
        .map((one) => `"${one}"`)
        .join(', ')
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
   * The claim of a field, where one may also say that the question has no meaning: undefined then. A claim is to be judged.
   * @throws AssertionFailure as `of` does
   * @example claims(sheet).find('idempotent', 'a request that is sent twice')?.held('one token was taken')
   */
  find<Field extends ListField>(field: Field, about: string): Claimed<EntryIn<Field>> | undefined {
    return readClaim(this.#sheet, field).state === 'does-not-apply' ? undefined : this.of(field, about)
  }

  /**
   * Of a question that has no meaning for this system: the sheet has to say so. `told` is why, for whoever claims something.
   * @throws AssertionFailure when something is claimed, or nothing is said
   * @example claims(sheet).notApplicable('whenReplicaLags', 'All that was read came from one Redis.')
   */
  notApplicable(field: SheetField, told: string): void {
    const read = readClaim(this.#sheet, field)
    if (read.state === 'does-not-apply') {
      const claimed = `does not apply: ${read.because}`
      this.#record({ kind: 'claim', field, claimed, outcome: 'held', seen: told })
      return
    }
    const claimed = describeClaim(field, this.#valueOf(field, undefined)).join('; ')
    this.#record({ kind: 'claim', field, claimed, outcome: 'too-bold', seen: told })
    throw new AssertionFailure(
      `design-sheet.ts is too bold in ${field}. Claimed: ${claimed}.\n${told}\nSay doesNotApply, and why.`,
    )
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

function subjectOf(entry: object): string | undefined {
  const subject = 'what' in entry ? entry.what : 'when' in entry ? entry.when : undefined
  return typeof subject === 'string' ? subject : undefined
}

function wanted(field: SheetField): string {
  return `Expected ${claimForms[field]}.`
}
