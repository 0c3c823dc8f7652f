/** What a learner has done, which is also what `kata progress --json` prints. */
export interface ProgressSummary {
  /** Chapters that have katas. */
  readonly chapters: readonly ChapterSummary[]
  readonly passed: number
  readonly total: number
  /** Katas for which their chapter's boss stands. They count as neither passed nor open. */
  readonly testedOut: number
  readonly constraints: number
  readonly predictions: {
    readonly answered: number
    readonly right: number
    /** Those that came out otherwise, the latest first. */
    readonly missed: readonly { readonly lesson: string; readonly said: string; readonly was: string }[]
  }
  /** The kata that was touched last. */
  readonly lastKata?: string
}

export interface ChapterSummary {
  readonly slug: string
  readonly title: string
  readonly passed: number
  readonly total: number
  readonly testedOut: number
  readonly katas: readonly {
    readonly slug: string
    readonly state: 'new' | 'started' | 'passed' | 'tested-out'
    /** The boss that stands for it. */
    readonly testedOutBy?: string
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
