import type { Evidence } from '../evidence.ts'

/** What the kit leaves with a test for the runner. */
export interface KitMeta {
  evidence?: Evidence[]
  /** The machine's fault because of which nothing can be said about the learner's code. */
  undecided?: { message: string; hint: string }
  /** How to look into what was kept. */
  kept?: string[]
  /** How many servers of each kind the test used. */
  services?: Record<string, number>
}

declare module 'vitest' {
  interface TaskMeta extends KitMeta {}
}
