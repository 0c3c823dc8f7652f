/** What a run measured. Shown under the verdict and stored in progress; plain data, so it crosses processes. */
export type Evidence =
  /** `expected` is what the solution reaches. */
  | {
      readonly kind: 'count'
      readonly label: string
      readonly value: number
      readonly expected?: number
      readonly unit?: string
    }
  | {
      readonly kind: 'table'
      readonly label: string
      readonly columns: readonly string[]
      readonly rows: readonly (readonly (string | number)[])[]
    }
  /** Buckets in ascending order; `upTo` is the inclusive upper bound. */
  | {
      readonly kind: 'histogram'
      readonly label: string
      readonly unit: string
      readonly buckets: readonly { readonly upTo: number; readonly count: number }[]
    }
  /**
   * Steps in the order in which they happened, each by one actor. With `schedule` the explorer plays the same order
   * again, with `point` the same crash point; `call` tells which of a test's explorations it was, when not the first.
   */
  | {
      readonly kind: 'timeline'
      readonly label: string
      readonly steps: readonly TimelineStep[]
      readonly schedule?: string
      readonly point?: string
      readonly call?: number
    }
  /** A claim of a design sheet that was tried, and what came of it. */
  | {
      readonly kind: 'claim'
      readonly field: string
      /** Which of the things that the field names. */
      readonly about?: string
      /** In words; empty when nothing could be tried. */
      readonly claimed: string
      readonly outcome: 'held' | 'too-modest' | 'too-bold' | 'unclaimed' | 'vague'
      readonly seen: string
      readonly remark?: string
    }
  /** The whole design sheet as it was in that run, whatever was tried of it. */
  | { readonly kind: 'sheet'; readonly fields: readonly SheetEntry[]; readonly decision?: SheetDecision }

/** What one field of a design sheet said. */
export interface SheetEntry {
  readonly field: string
  readonly state: 'claimed' | 'unclaimed' | 'does-not-apply' | 'vague'
  /** Claims in words, a line for each thing that the field names; else why it does not apply, or what is missing. */
  readonly lines: readonly string[]
}

/** What a design sheet says for its decision record. Nothing of it is judged; what is not a text is left out. */
export interface SheetDecision {
  readonly context?: string
  readonly alternatives?: readonly { readonly what: string; readonly because: string }[]
  readonly choice?: string
  readonly price?: string
  readonly removal?: string
}

export interface TimelineStep {
  readonly actor: string
  /** In words: `reads balance of account 1`. */
  readonly text: string
  /** What came back, if anything: `100`, `waits for B`, `1 row`. */
  readonly result?: string
}
