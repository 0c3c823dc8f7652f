import { askDidYouMean, findClosestNames } from '../closest-names.ts'
import { CourseError, type ErrorCode } from '../errors.ts'
import type { Chapter, Course, LessonEntry } from './course.ts'
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
