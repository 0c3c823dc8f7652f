import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'

/** Judges one rule of one lesson by its files alone. */
export type LessonRule = (lesson: LessonSources, course: CourseSources) => Unruled[]
