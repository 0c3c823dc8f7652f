import { pickByName } from '../pick-by-name.ts'
import type { Chapter, Course, LessonEntry } from './course.ts'
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
