import type { Sitting } from './derive-sittings.ts'

/** How well a kata was remembered, in the four words of the scheduler. */
export type Grade = 'again' | 'hard' | 'good' | 'easy'

/** The starter itself, which `kata watch` runs first, and one more. */
const easyTries = 2
const goodTries = 10

/** The grade of a passed sitting, from what was recorded of it. Nobody is asked for a number. */
export function gradeSitting({ tries, hints, hasSeenSolution }: Sitting): Grade {
  if (hasSeenSolution) return 'again'
  if (hints > 0 || tries > goodTries) return 'hard'
  return tries <= easyTries ? 'easy' : 'good'
}
