import type { Constraint } from '../course/kata-metadata.ts'
import { deriveSittings, type Sitting } from './derive-sittings.ts'
import type { ProgressEvent, TestOutEvent } from './progress-event.ts'

/** A kata for which the hardest one of its chapter stands. It was not passed itself. */
export interface TestOut {
  readonly kata: string
  readonly chapter: string
  /** Slug of the kata that was passed instead. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  readonly constraints: readonly Constraint[]
}

/** What was tested out, by slug: all that a chapter's boss stood for when it was passed without hint and solution. Pure. */
export function deriveTestOuts(events: readonly ProgressEvent[]): ReadonlyMap<string, TestOut> {
  const openings = events.filter((event) => event.kind === 'testout')
  if (openings.length === 0) return new Map()
  const sittings = [...deriveSittings(events).values()].flat().filter(isClean)
  const passed = new Set(
    events.flatMap((event) => (event.kind === 'run' && event.state === 'passed' ? [event.kata] : [])),
  )
  const entries = openings.flatMap((opening) => entriesOf(opening, sittings))
  return new Map(entries.filter(({ kata }) => !passed.has(kata)).map((entry) => [entry.kata, entry]))
}

/** Passed by the learner alone. */
function isClean({ hints, hasSeenSolution, passedAt }: Sitting): boolean {
  return hints === 0 && !hasSeenSolution && passedAt !== undefined
}

function entriesOf({ id, kata: by, chapter, standsFor }: TestOutEvent, clean: readonly Sitting[]): TestOut[] {
  const at = clean.find((sitting) => sitting.id === id)?.passedAt
  return at === undefined ? [] : standsFor.map(({ kata, constraints }) => ({ kata, chapter, by, at, constraints }))
}
