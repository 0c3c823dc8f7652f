import type { Kata } from '../course/kata.ts'

/** What is run: one kata, with the learner's files or with a staged variant of them. */
export interface RunTarget {
  readonly kata: RunnableKata
  /** Absolute path of the folder that holds the learner's file. */
  readonly folder: string
  /** Text of the course's own test, which judges whatever lies in the folder. */
  readonly pristineTest: string
}

/** What a run has to know of a kata. */
export type RunnableKata = Pick<Kata, 'slug' | 'starterName' | 'testName' | 'services' | 'timeoutSeconds'>
