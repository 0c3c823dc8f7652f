import type { Course, LessonEntry } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import type { Progress } from '../workspace/derive-progress.ts'

/** Where the learner stands: in the middle of a kata, before the next one, or at the end of what there is. */
export type NextStep =
  | { readonly kind: 'go-on' | 'begin'; readonly kata: Kata; readonly lesson?: LessonEntry }
  | { readonly kind: 'finished' }

/** The kata that was touched last while it is not passed, else the first of the course that is not passed. */
export function findNextStep(course: Course, progress: Progress): NextStep {
  const last = course.katas.get(progress.lastKata ?? '')
  if (last && isInWork(progress, last.slug)) return withLesson(course, 'go-on', last)
  const stage = findNextStage(course, progress)
  if (stage) return withLesson(course, progress.katas.has(stage.slug) ? 'go-on' : 'begin', stage)
  const next = [...course.katas.values()].find((kata) => !isDone(progress, kata.slug))
  if (!next) return { kind: 'finished' }
  return withLesson(course, progress.katas.has(next.slug) ? 'go-on' : 'begin', next)
}

/** In a build, the next of its stages comes before anything else. */
export function findNextStage(course: Course, progress: Progress): Kata | undefined {
  const stage = course.katas.get(progress.lastKata ?? '')?.stage
  const later = stage?.stages.slice(stage.number).find(({ slug }) => !isDone(progress, slug))
  return later && course.katas.get(later.slug)
}

/** Not passed, or begun again since. */
function isInWork({ katas }: Progress, slug: string): boolean {
  const kata = katas.get(slug)
  return kata !== undefined && (kata.state !== 'passed' || kata.isBegunAgain)
}

/** Passed, or stood for by the boss of its chapter. */
export function isDone({ katas, testedOut }: Progress, slug: string): boolean {
  return katas.get(slug)?.state === 'passed' || testedOut.has(slug)
}

function withLesson(course: Course, kind: 'go-on' | 'begin', kata: Kata): NextStep {
  const lesson = [...course.lessons.values()].find(({ katas }) => katas.includes(kata.slug))
  return { kind, kata, ...(lesson ? { lesson } : {}) }
}
