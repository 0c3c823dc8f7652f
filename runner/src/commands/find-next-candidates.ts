import type { Course, LessonEntry } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import type { ReviewLine, ReviewPlan } from '../report/review-plan.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import { findNextStage, findNextStep, isDone } from './next-step.ts'

/** Something that the learner could do next. */
export type NextCandidate =
  | {
      readonly kind: 'go-on' | 'begin'
      readonly kata: Kata
      readonly minutes: number
      /** Slug of the chapter whose boss it is. */
      readonly closes?: string
    }
  | { readonly kind: 'review'; readonly kata: Kata; readonly minutes: number; readonly line: ReviewLine }
  | { readonly kind: 'read'; readonly lesson: LessonEntry; readonly minutes: number }

interface Standing {
  readonly course: Course
  readonly progress: Progress
  readonly plan: ReviewPlan
  /** By slug, of the lessons that were not read. */
  readonly lessonMinutes: ReadonlyMap<string, number>
  readonly now: Date
}

/** One review, then new things: a pile of reviews must not bar the way. */
const reviewAgainAfterMs = 12 * 3_600_000

/** All that the learner could do next, the best first: what is begun, a due review, then the course in its order. */
export function findNextCandidates({ course, progress, plan, lessonMinutes, now }: Standing): NextCandidate[] {
  const step = findNextStep(course, progress)
  const isNow = step.kind === 'go-on' || (step.kind === 'begin' && step.kata === findNextStage(course, progress))
  const inWork = isNow ? [asKata(step.kind, step.kata)] : []
  const reviews = plan.due.flatMap((line): NextCandidate[] => {
    const kata = course.katas.get(line.kata)
    return kata === undefined || line.begunAt !== undefined
      ? []
      : [{ kind: 'review', kata, minutes: kata.minutes, line }]
  })
  const ordered = course.chapters.flatMap(({ slug, lessons, boss }) => [
    ...lessons.flatMap((lesson) => ofLesson(lesson, course, progress, lessonMinutes)),
    ...katasOf(boss === undefined ? [] : [boss], course, progress).map((it) => ({ ...it, closes: slug })),
  ])
  const later = ordered.filter((one) => one.kind === 'read' || one.kata !== inWork[0]?.kata)
  return hasReviewed(plan, now) ? [...inWork, ...later, ...reviews] : [...inWork, ...reviews, ...later]
}

/** Whether a lesson still has to be read: nothing of it was answered or begun, and its end was not reached. */
export function isUnread({ slug, katas }: LessonEntry, progress: Progress): boolean {
  const isAnswered = progress.answers.some(({ lesson }) => lesson === slug)
  const isBegun = katas.some((kata) => progress.katas.has(kata) || progress.testedOut.has(kata))
  return !isAnswered && !isBegun && !progress.lessonsRead.has(slug)
}

function ofLesson(
  lesson: LessonEntry,
  course: Course,
  progress: Progress,
  lessonMinutes: ReadonlyMap<string, number>,
): NextCandidate[] {
  const minutes = lessonMinutes.get(lesson.slug)
  const read: NextCandidate[] = minutes === undefined ? [] : [{ kind: 'read', lesson, minutes }]
  return [...read, ...katasOf(lesson.katas, course, progress)]
}

function katasOf(slugs: readonly string[], course: Course, progress: Progress): KataCandidate[] {
  return slugs
    .filter((slug) => !isDone(progress, slug))
    .flatMap((slug) => course.katas.get(slug) ?? [])
    .filter(({ prerequisites }) => prerequisites.every((slug) => isDone(progress, slug)))
    .map((kata) => asKata(progress.katas.has(kata.slug) ? 'go-on' : 'begin', kata))
}

type KataCandidate = Extract<NextCandidate, { kind: 'go-on' | 'begin' }>

function asKata(kind: KataCandidate['kind'], kata: Kata): KataCandidate {
  return { kind, kata, minutes: kata.minutes }
}

function hasReviewed({ due, later }: ReviewPlan, now: Date): boolean {
  return [...due, ...later].some(
    ({ passes, lastPassedAt }) => passes > 1 && now.getTime() - Date.parse(lastPassedAt) < reviewAgainAfterMs,
  )
}
