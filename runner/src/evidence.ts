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

export interface TimelineStep {
  readonly actor: string
  /** In words: `reads balance of account 1`. */
  readonly text: string
  /** What came back, if anything: `100`, `waits for B`, `1 row`. */
  readonly result?: string
}
