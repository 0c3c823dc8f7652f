import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import { deriveSittings, type Sitting } from './derive-sittings.ts'
import { type Grade, gradeSitting } from './grade-sitting.ts'
import type { ProgressEvent } from './progress-event.ts'

/** When a passed kata comes back. */
export interface ReviewState {
  readonly kata: string
  /** ISO 8601. */
  readonly dueAt: string
  /** Days between the last pass from the starter and `dueAt`. */
  readonly intervalDays: number
  /** ISO 8601, of the last pass from the starter. */
  readonly lastPassedAt: string
  readonly lastGrade: Grade
  /** How often it was passed from the starter, the first time included. */
  readonly passes: number
  /** A review was begun and is not passed yet. ISO 8601. */
  readonly begunAt?: string
}

// Without chance and without steps of minutes: the same events give the same days on every machine.
const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false, maximum_interval: 365 })
const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const

/** The schedule of every passed kata, soonest first. Pure: it follows from the events, which are in the order of their ids. */
export function deriveReviews(events: readonly ProgressEvent[]): ReviewState[] {
  return [...deriveSittings(events).values()]
    .flatMap((sittings) => scheduleKata(sittings) ?? [])
    .sort((one, other) => one.dueAt.localeCompare(other.dueAt) || one.kata.localeCompare(other.kata))
}

function scheduleKata(sittings: readonly Sitting[]): ReviewState | undefined {
  const passed = sittings.flatMap(({ passedAt, ...rest }) => (isTime(passedAt) ? [{ ...rest, passedAt }] : []))
  const last = passed.at(-1)
  if (last === undefined) return undefined
  let card: Card = createEmptyCard(new Date(passed[0]?.passedAt ?? last.passedAt))
  for (const sitting of passed) {
    // A clock that was set back must not make time run backwards.
    const at = new Date(Math.max(Date.parse(sitting.passedAt), card.last_review?.getTime() ?? 0))
    card = scheduler.next(card, at, ratings[gradeSitting(sitting)]).card
  }
  const newest = sittings.at(-1)
  return {
    kata: last.kata,
    dueAt: card.due.toISOString(),
    intervalDays: card.scheduled_days,
    lastPassedAt: last.passedAt,
    lastGrade: gradeSitting(last),
    passes: passed.length,
    ...(newest && newest.passedAt === undefined ? { begunAt: newest.openedAt } : {}),
  }
}

function isTime(text: string | undefined): text is string {
  return text !== undefined && !Number.isNaN(Date.parse(text))
}
