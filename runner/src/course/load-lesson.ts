import { relative } from 'node:path'
import type { Course, LessonEntry } from './course.ts'
import { loadText } from './load-text.ts'
import { type Lesson, parseLesson } from './parse-lesson.ts'

/** Reads a lesson's text. */
export async function loadLesson(course: Course, entry: LessonEntry): Promise<Lesson> {
  const file = relative(course.root, entry.file).replaceAll('\\', '/')
  return parseLesson(loadText(course.root, file), file)
}
