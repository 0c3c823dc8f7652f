/** What a learner has done, which is also what `kata progress --json` prints. */
export interface ProgressSummary {
  /** Chapters that have katas. */
  readonly chapters: readonly ChapterSummary[]
  readonly passed: number
  readonly total: number
  readonly constraints: number
  readonly predictions: { readonly answered: number; readonly right: number }
  /** The kata that was touched last. */
  readonly lastKata?: string
}

export interface ChapterSummary {
  readonly slug: string
  readonly title: string
  readonly passed: number
  readonly total: number
  readonly katas: readonly {
    readonly slug: string
    readonly state: 'new' | 'started' | 'passed'
    readonly attempts: number
    readonly passes: number
    /** Its test changed since it was passed last. */
    readonly isStale?: boolean
    readonly hintsSeen: number
    readonly lastVerdict?: string
    /** ISO 8601. */
    readonly firstPassedAt?: string
  }[]
}
