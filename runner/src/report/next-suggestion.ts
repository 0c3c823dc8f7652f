/** What comes next, and why; also what `kata next --json` prints. */
export interface NextSuggestion {
  readonly kind: 'go-on' | 'begin' | 'review' | 'read' | 'nothing-fits' | 'finished'
  readonly kata?: string
  readonly lesson?: string
  readonly title?: string
  readonly minutes?: number
  /** Whole sentences. */
  readonly because: readonly string[]
  /** What to type; absent when nothing is suggested. */
  readonly command?: string
  /** Slugs of the katas that are due for review. */
  readonly due: readonly string[]
}
