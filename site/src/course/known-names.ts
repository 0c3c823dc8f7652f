import type { KnownNames } from '../markdown/course-plugin.ts'
import type { SiteCourse } from './site-texts.ts'

/** What any text of the course may name, and so link to. */
export function knownNames({ chapters, constraints }: SiteCourse): KnownNames {
  const lessons = chapters.flatMap((chapter) => chapter.lessons.map(({ entry }) => [entry.slug, entry] as const))
  return {
    constraints: new Set(constraints.map(({ id }) => id)),
    lessons: new Map(lessons),
    katas: new Set(chapters.flatMap((chapter) => chapter.katas.map(({ kata }) => kata.slug))),
  }
}
