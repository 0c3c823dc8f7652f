import { pickByName } from '../pick-by-name.ts'
import type { Build, Chapter, Course, LessonEntry } from './course.ts'
import type { Kata } from './kata.ts'

const seeAlso = 'See `kata list` for every chapter, lesson and kata.'

/**
 * The kata with this slug, or the only one whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_KATA` or `AMBIGUOUS_NAME`
 */
export function findKata(course: Course, name: string): Kata {
  return pickByName(course.katas, name, { what: 'kata', code: 'UNKNOWN_KATA', seeAlso })
}

/**
 * The lesson with this slug, or the only one whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_LESSON` or `AMBIGUOUS_NAME`
 */
export function findLesson(course: Course, name: string): LessonEntry {
  return pickByName(course.lessons, name, { what: 'lesson', code: 'UNKNOWN_LESSON', seeAlso })
}

/**
 * The chapter with this slug, or the only one whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_CHAPTER` or `AMBIGUOUS_NAME`
 */
export function findChapter(course: Course, name: string): Chapter {
  const chapters = new Map(course.chapters.map((chapter) => [chapter.slug, chapter]))
  return pickByName(chapters, name, { what: 'chapter', code: 'UNKNOWN_CHAPTER', seeAlso })
}

/**
 * The lesson or the chapter with this slug, or the only one of both whose slug starts with `name`.
 *
 * @throws CourseError `UNKNOWN_LESSON` or `AMBIGUOUS_NAME`
 */
export function findLessonOrChapter(course: Course, name: string): LessonEntry | Chapter {
  const chapters = course.chapters.map((chapter) => [chapter.slug, chapter] as const)
  const pages = new Map<string, LessonEntry | Chapter>([...chapters, ...course.lessons])
  return pickByName(pages, name, { what: 'lesson or chapter', code: 'UNKNOWN_LESSON', seeAlso })
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
