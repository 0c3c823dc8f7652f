/** One passed kata, and when it comes back. */
export interface ReviewLine {
  readonly kata: string
  readonly title: string
  readonly minutes: number
  /** ISO 8601. */
  readonly dueAt: string
  /** Until `dueAt`, rounded up; 0 or less when it is due. */
  readonly daysLeft: number
  readonly intervalDays: number
  /** ISO 8601. */
  readonly lastPassedAt: string
  readonly lastGrade: string
  readonly passes: number
  /** A review is under way. ISO 8601. */
  readonly begunAt?: string
}

/** Which passed katas come back when, soonest first; also what `kata review --json` prints. */
export interface ReviewPlan {
  readonly due: readonly ReviewLine[]
  readonly later: readonly ReviewLine[]
}
