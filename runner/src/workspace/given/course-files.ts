import type { Kata } from '../../course/kata.ts'

/** The names of the files that a learner is given. */
export function courseFiles(kata: Kata): string[] {
  return ['README.md', kata.starterName, kata.testName, ...kata.files]
}
