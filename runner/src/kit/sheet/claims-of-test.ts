import { CourseError } from '../../errors.ts'
import type { Evidence } from '../../evidence.ts'
import { describeSheet } from './describe-sheet.ts'
import type { DesignSheet } from './design-sheet.ts'
import { SheetClaims } from './sheet-claims.ts'

/** Once in each test file is enough: a file runs in a thread of its own. */
const described = new WeakSet<DesignSheet>()

/** The claims that one test asks for. */
export class ClaimsOfTest {
  readonly #record: (evidence: Evidence) => void
  readonly #asked: SheetClaims[] = []

  constructor(record: (evidence: Evidence) => void) {
    this.#record = record
  }

  of(sheet: DesignSheet): SheetClaims {
    if (!described.has(sheet)) this.#record(describeSheet(sheet))
    described.add(sheet)
    const claims = new SheetClaims(sheet, this.#record)
    this.#asked.push(claims)
    return claims
  }

  /** A claim that a test has asked for and then not judged would look as if it had held. */
  assertJudged(): void {
    const unjudged = this.#asked.flatMap((claims) => claims.findUnjudged())
    if (unjudged.length === 0) return
    throw new CourseError('COURSE_FILE_INVALID', {
      message: `The test asks for the claim ${unjudged.join(', ')} of design-sheet.ts and passes without a judgement on it.`,
    })
  }
}
