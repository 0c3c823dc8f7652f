import type { ScaffoldService } from './store-template.ts'

/** What an author is asked before a new kata is written. */
export interface KataRequest {
  readonly slug: string
  readonly title: string
  readonly chapter: string
  readonly services: readonly ScaffoldService[]
  /** The learner edits SQL instead of TypeScript; `services` name Postgres. */
  readonly isSql: boolean
}

export const onceTest = 'An order that is sent once is stored'
export const twiceTest = 'An order that is sent twice is stored once'

export const onceHint = 'Is anything stored at all?'
export const twiceHint = 'What does the second call know?'

/** Marks what an author has to replace; the gate finds it. */
export const placeholder = 'AUTHOR:'
