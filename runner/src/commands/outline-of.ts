import type { Chapter, Course } from '../course/course.ts'
import type { Kata } from '../course/kata.ts'
import type { Outline, OutlineChapter, OutlineKata } from '../report/outline.ts'
import type { Progress } from '../workspace/derive-progress.ts'
import { isStale } from '../workspace/given/is-stale.ts'

interface Filter {
  /** Slug of the one chapter to show. */
  readonly only?: string | undefined
  readonly service?: string | undefined
  readonly isTodo?: boolean
}

/** Joins the course with what the learner has done. With a filter on katas, lessons and chapters without any left are dropped. */
export function outlineOf(course: Course, progress: Progress, filter: Filter = {}): Outline {
  const isFiltered = filter.service !== undefined || filter.isTodo === true
  const chapters = course.chapters
    .map((chapter, index) => outlineChapter(course, chapter, index + 1, { progress, filter, isFiltered }))
    .filter((chapter) => filter.only === undefined || chapter.slug === filter.only)
    .filter((chapter) => !isFiltered || chapter.lessons.length > 0 || chapter.boss !== undefined)
  return { chapters }
}

interface View {
  readonly progress: Progress
  readonly filter: Filter
  readonly isFiltered: boolean
}

function outlineChapter(course: Course, chapter: Chapter, number: number, view: View): OutlineChapter {
  const { slug, title, summary, lessons, boss } = chapter
  const katasOf = (slugs: readonly string[]): OutlineKata[] =>
    slugs
      .flatMap((kata) => course.katas.get(kata) ?? [])
      .map((kata) => outlineKata(kata, view.progress))
      .filter((kata) => isWanted(kata, view.filter))
  const shown = lessons.map((lesson) => ({ slug: lesson.slug, katas: katasOf(lesson.katas) }))
  const [bossKata] = boss === undefined ? [] : katasOf([boss])
  return {
    number,
    slug,
    title,
    summary,
    state: lessons.length === 0 ? 'coming' : 'open',
    lessons: shown.filter((lesson) => !view.isFiltered || lesson.katas.length > 0),
    ...(bossKata === undefined ? {} : { boss: bossKata }),
  }
}

function outlineKata(kata: Kata, progress: Progress): OutlineKata {
  const { slug, title, minutes, difficulty, services, stage } = kata
  const done = progress.katas.get(slug)
  return {
    slug,
    title,
    state: stateOf(slug, progress),
    minutes,
    difficulty,
    services,
    attempts: done?.attempts ?? 0,
    passes: done?.passes ?? 0,
    ...(stage === undefined ? {} : { stage: { build: stage.build, number: stage.number, of: stage.stages.length } }),
    isStale: isStale(kata, done),
  }
}

function stateOf(kata: string, { katas, testedOut }: Progress): OutlineKata['state'] {
  const state = katas.get(kata)?.state
  if (state === 'passed') return state
  return testedOut.has(kata) ? 'tested-out' : (state ?? 'new')
}

function isWanted(kata: OutlineKata, { service, isTodo }: Filter): boolean {
  if (isTodo === true && (kata.state === 'passed' || kata.state === 'tested-out')) return false
  return service === undefined || service in kata.services
}
