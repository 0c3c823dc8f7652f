/** Where the built site keeps this, below its root. */
export const pageCoursePath = 'progress/course.json'

/** What a page has to know of the course to show progress in it. It is written when the site is built. */
export interface PageCourse {
  /** The address below which the site is built to lie; it begins and ends with a slash. */
  readonly base: string
  readonly chapters: readonly PageChapter[]
}

interface PageChapter {
  readonly slug: string
  readonly title: string
  readonly katas: readonly PageKata[]
}

export interface PageKata {
  readonly slug: string
  readonly title: string
  /** Of the test that the course has; a pass by another one is stale. */
  readonly testHash: string
  readonly wrong: readonly WrongSolution[]
}

/** A mistake that the course keeps, and what somebody is told who makes it. */
export interface WrongSolution {
  readonly name: string
  /** The test that rejects it. */
  readonly fails: string
  readonly message: string
}

/** Whether a value has what a `PageCourse` has; a site that is half built has not. */
export function isPageCourse(value: unknown): value is PageCourse {
  if (typeof value !== 'object' || value === null) return false
  return 'base' in value && typeof value.base === 'string' && 'chapters' in value && Array.isArray(value.chapters)
}
