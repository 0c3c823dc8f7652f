import { askDidYouMean, findClosestNames } from '../../closest-names.ts'
import { CourseError } from '../../errors.ts'
import type { ChapterChoice } from './load-chapters.ts'
import { type ScaffoldService, scaffoldServices } from './store-template.ts'

/** Checks a title that was given or typed. */
export function readTitle(text: string): string {
  const title = text.trim()
  if (title !== '') return title
  throw new CourseError('WRONG_USAGE', { message: 'Expected a title, got nothing.' })
}

/** Checks a chapter that was given. */
export function readChapter(slug: string, chapters: readonly ChapterChoice[]): string {
  const slugs = chapters.map((chapter) => chapter.slug)
  if (slugs.includes(slug)) return slug
  throw new CourseError('UNKNOWN_CHAPTER', {
    message: `No chapter of lessons/curriculum.json is called "${slug}".`,
    hint: askDidYouMean(findClosestNames(slug, slugs), `The chapters: ${slugs.join(', ')}.`),
  })
}

/** Reads `postgres,redis`; `none` and nothing mean no server. */
export function readServices(text: string): ScaffoldService[] {
  const names = text.split(/[\s,]+/).filter((name) => name !== '' && name !== 'none')
  const unknown = names.find((name) => !scaffoldServices.some((known) => known === name))
  if (unknown !== undefined) {
    throw new CourseError('WRONG_USAGE', {
      message: `Expected servers among ${scaffoldServices.join(', ')}, or none; got "${unknown}".`,
    })
  }
  return scaffoldServices.filter((name) => names.includes(name))
}

/** Checks that a kata in SQL has a server for its SQL, and no other. */
export function assertSqlServices(services: readonly ScaffoldService[]): void {
  if (services.join() === 'postgres') return
  throw new CourseError('WRONG_USAGE', {
    message: `A kata in SQL needs Postgres and nothing else, got ${services.join(' and ') || 'no server'}.`,
  })
}
