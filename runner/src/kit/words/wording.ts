/** One step in words, for a timeline and for a line that holds a whole order. */
export interface Wording {
  /** Follows the actor's name: `reads balance from accounts where id = 1`. */
  readonly text: string
  /** What came back: `100`, `1 row`. */
  readonly result?: string
  /** `reads 100`; absent for what a reader can do without, such as BEGIN. */
  readonly short?: string
  /** Ends a transaction: told in the short line only where somebody waited. */
  readonly isEnd?: boolean
}

const longest = 60

export function shorten(text: string, limit: number = longest): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text
}
