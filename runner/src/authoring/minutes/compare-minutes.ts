import type { Unruled } from '../problem.ts'
import { lineOf } from '../sources/line-of.ts'
import { roundMinutes } from './count-minutes.ts'

interface WrittenMinutes {
  readonly minutes: number
  readonly file: string
  readonly text: string
  /** How the line begins on which they stand. */
  readonly field: string
  /** How far an author's judgement may be from the count. */
  readonly toleranceMinutes: number
}

/** Compares what an author wrote with what the steps come to. */
export function compareMinutes(countedMinutes: number, written: WrittenMinutes): Unruled[] {
  const { minutes, file, text, field, toleranceMinutes } = written
  const expected = roundMinutes(countedMinutes)
  if (Math.abs(minutes - expected) <= toleranceMinutes) return []
  return [
    {
      file,
      ...lineOf(text, field),
      expected: `minutes: ${expected}, as its steps are counted, or at most ${toleranceMinutes} more or less`,
      got: `${minutes}`,
      fix: 'Correct the minutes. They are promised to whoever plans an evening by them.',
    },
  ]
}
