/** Where something is kept. */
export type Store = 'process memory' | 'client' | 'postgres' | 'redis' | 'kafka' | 'object store'

/** In what load and size are counted. */
export type Unit =
  | 'requests/s'
  | 'requests at once'
  | 'clients'
  | 'connections'
  | 'messages'
  | 'messages/s'
  | 'rows'
  | 'bytes'

/** An amount of money, made by `usd` or `eur`. */
export interface Money {
  readonly amount: number
  readonly currency: 'USD' | 'EUR'
}

export interface Truth {
  readonly what: string
  readonly in: Store
}

export interface Staleness {
  readonly what: string
  /** 0: never stale. */
  readonly forMs: number
}

export interface Retry {
  readonly what: string
  /** Tries after the first, at most. 0: never tried again. */
  readonly times: number
  /** From the first try to the last, at most. */
  readonly withinMs: number
}

export interface Idempotence {
  readonly what: string
  /** By what a repetition is known: `the order's id`. */
  readonly key: string
  /** How long a repetition is known at least. */
  readonly forMs: number | 'for ever'
}

export interface Timeout {
  readonly what: string
  readonly afterMs: number
}

export interface Overload {
  /** Up to this much, everything is answered as it should be. */
  readonly beyond: number
  readonly unit: Unit
  readonly does: 'refuses' | 'queues' | 'drops the oldest' | 'degrades' | 'slows down'
  /** Also then, at most. */
  readonly answersWithinMs: number
}

export interface Failure {
  readonly when: string
  readonly fails: 'open' | 'closed'
  /** An answer comes then, at most. */
  readonly withinMs: number
}

export interface Lag {
  readonly what: string
  readonly shows: 'old' | 'new' | 'nothing' | 'an error'
  /** How far behind at most, when it shows what is old. */
  readonly upToMs?: number
}

export interface Twice {
  readonly what: string
  readonly effect: 'once' | 'twice'
}

export interface Break {
  readonly what: string
  /** Up to this much of the unit it holds. */
  readonly at: number
  readonly unit: Unit
}

export interface CostPerMonth {
  readonly atRequestsPerSecond: number
  /** All that is paid for at that load. */
  readonly parts: readonly { readonly what: string; readonly count: number; readonly each: Money }[]
}

export interface CostPer1000 {
  readonly money: Money
  /** What 1,000 requests make the parts behind do: `{ what: 'redis commands', count: 1_000 }`. */
  readonly work: readonly { readonly what: string; readonly count: number }[]
}

/** What a decision record needs besides claims. */
export interface Decision {
  /** What was asked for, and under which load. */
  readonly context: string
  /** What else was thought of, and why it was not taken. */
  readonly alternatives: readonly { readonly what: string; readonly because: string }[]
  readonly choice: string
  /** What is given up for it, knowingly. */
  readonly price: string
  /** How to get rid of it, and what it takes. */
  readonly removal: string
}
