/** What a learner has to do for a kata. */
export interface KataSteps {
  readonly briefWords: number
  readonly starterLines: number
  /** Each is read, run, failed and understood. */
  readonly tests: number
  /** For each there is an idea to be had. */
  readonly constraints: number
  /** Lines of code that the solution has and the starter has not. */
  readonly newLines: number
  /** Whether there is a bug to find before there is anything to write. */
  readonly isSearch: boolean
}

/** What a reader has to do for a lesson. */
export interface LessonSteps {
  readonly words: number
  readonly predictions: number
  /** Tables and pictures to look at. */
  readonly exhibits: number
  readonly questions: number
}

// What people take differs by more than these numbers do. They are assumed, in this one place, and nobody has measured
// them; what they give is that two katas with the same work say the same.
const wordsAMinute = 200
const starterLinesAMinute = 20
const newLinesAMinute = 3
const minutesATest = 2
const minutesAConstraint = 4
const minutesASearch = 10
const minutesAPrediction = 1
const minutesAnExhibit = 2
const minutesAQuestion = 1

/** Minutes for a kata without hints, by its steps. */
export function countKataMinutes(steps: KataSteps): number {
  const reading = steps.briefWords / wordsAMinute + steps.starterLines / starterLinesAMinute
  const thinking = steps.constraints * minutesAConstraint + (steps.isSearch ? minutesASearch : 0)
  return reading + thinking + steps.newLines / newLinesAMinute + steps.tests * minutesATest
}

/** Minutes for a lesson, by its steps. */
export function countLessonMinutes({ words, predictions, exhibits, questions }: LessonSteps): number {
  const looking = predictions * minutesAPrediction + exhibits * minutesAnExhibit + questions * minutesAQuestion
  return words / wordsAMinute + looking
}

/** As an author writes it: to five minutes. */
export function roundMinutes(minutes: number): number {
  return Math.max(5, Math.round(minutes / 5) * 5)
}
