import { askDidYouMean, findClosestNames } from '../closest-names.ts'
import { CourseError, type ErrorCode } from '../errors.ts'
import type { Build, Chapter, Course, LessonEntry } from './course.ts'
import type { Kata } from './kata.ts'

/**
 * The kata with this slug, or the only one whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_KATA` or `AMBIGUOUS_NAME`
 */
export function findKata(course: Course, name: string): Kata {
  return pick(course.katas, name, { what: 'kata', code: 'UNKNOWN_KATA' })
}

/**
 * The lesson with this slug, or the only one whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_LESSON` or `AMBIGUOUS_NAME`
 */
export function findLesson(course: Course, name: string): LessonEntry {
  return pick(course.lessons, name, { what: 'lesson', code: 'UNKNOWN_LESSON' })
}

/**
 * The chapter with this slug, or the only one whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_CHAPTER` or `AMBIGUOUS_NAME`
 */
export function findChapter(course: Course, name: string): Chapter {
  const chapters = new Map(course.chapters.map((chapter) => [chapter.slug, chapter]))
  return pick(chapters, name, { what: 'chapter', code: 'UNKNOWN_CHAPTER' })
}

/**
 * The build of this name, or the only one whose name starts with `name` when no kata's does. The beginning of the names
 * of stages of one build, and of nothing else, means that build, too.
 */
export function findBuild({ builds, katas }: Course, name: string): Build | undefined {
  const exact = builds.get(name)
  if (exact !== undefined || katas.has(name) || name === '') return exact
  const starting = [...katas.values()].filter(({ slug }) => slug.startsWith(name))
  const named = [...builds.values()].filter(({ slug }) => slug.startsWith(name))
  if (starting.length === 0) return named.length === 1 ? named[0] : undefined
  const [first] = starting
  const isOfOneBuild = starting.length > 1 && starting.every(({ build }) => build === first?.build)
  return isOfOneBuild ? builds.get(first?.build ?? '') : undefined
}

interface Wanted {
  readonly what: 'kata' | 'lesson' | 'chapter'
  readonly code: ErrorCode
}

function pick<Entry>(entries: ReadonlyMap<string, Entry>, name: string, { what, code }: Wanted): Entry {
  const exact = entries.get(name)
  if (exact !== undefined) return exact
  const starting = [...entries].filter(([slug]) => name !== '' && slug.startsWith(name))
  if (starting.length > 1) {
    const slugs = starting.map(([slug]) => slug).join(', ')
    throw new CourseError('AMBIGUOUS_NAME', { message: `"${name}" begins the names of several ${what}s: ${slugs}.` })
  }
  const only = starting[0]
  if (only) return only[1]
  const hint = askDidYouMean(
    findClosestNames(name, entries.keys()),
    'See `kata list` for every chapter, lesson and kata.',
  )
  throw new CourseError(code, { message: `No ${what} of this course is called "${name}".`, hint })
}
