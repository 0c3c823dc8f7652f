import { loadCourse } from '../../../runner/src/course/index.ts'
import { courseRoot } from './course-root.ts'
import { loadSiteCourse } from './load-site-course.ts'
import type { SiteCourse } from './site-texts.ts'

let loaded: Promise<SiteCourse> | undefined

/** The course, read once for all pages. While the site is served, a change to the course begins this module anew. */
export function siteCourse(): Promise<SiteCourse> {
  loaded ??= loadCourse(courseRoot()).then(loadSiteCourse)
  return loaded
}
