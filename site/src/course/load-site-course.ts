import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  type Chapter,
  type Course,
  glossaryFile,
  katasOfChapter,
  type LessonEntry,
  loadKataTexts,
  loadLesson,
  openingFile,
  parseGlossary,
  summaryFile,
} from '../../../runner/src/course/index.ts'
import { CourseError } from '../../../runner/src/errors.ts'
import { collectConstraints } from './collect-constraints.ts'
import type { SiteChapter, SiteCourse, SiteKata, SiteLesson } from './site-texts.ts'
import { typeset } from './typeset.ts'

/**
 * Reads every text that the site shows.
 *
 * @throws CourseError `COURSE_FILE_INVALID` for what is missing, empty or broken: no page is made of half a text
 */
export async function loadSiteCourse(course: Course): Promise<SiteCourse> {
  const chapters = await Promise.all(course.chapters.map((chapter) => loadChapter(course, chapter)))
  const lessonTitles = chapters.flatMap(({ lessons }) =>
    lessons.map((one) => [one.entry.slug, one.frontMatter.title] as const),
  )
  const kataTitles = chapters.flatMap(({ katas }) => katas.map(({ kata }) => [kata.slug, kata.title] as const))
  return {
    root: course.root,
    chapters,
    constraints: collectConstraints(course.root, chapters),
    glossary: parseGlossary(findText(course.root, glossaryFile) ?? '', glossaryFile),
    titles: new Map([...lessonTitles, ...kataTitles]),
  }
}

async function loadChapter(course: Course, chapter: Chapter): Promise<SiteChapter> {
  const { lessons, slug } = chapter
  const opening = findText(course.root, openingFile(slug))
  if (lessons.length > 0 && !opening?.trim()) throw lacks(openingFile(slug), 'the opening of a chapter with lessons')
  return {
    chapter: { ...chapter, title: typeset(chapter.title), summary: typeset(chapter.summary) },
    opening,
    onePage: findText(course.root, summaryFile(slug)),
    lessons: await Promise.all(lessons.map((entry) => loadSiteLesson(course, entry))),
    katas: await Promise.all(katasOfChapter(chapter).map((kata) => loadSiteKata(course, kata))),
  }
}

async function loadSiteLesson(course: Course, entry: LessonEntry): Promise<SiteLesson> {
  const file = relative(course.root, entry.file).replaceAll('\\', '/')
  const lesson = await loadLesson(course, entry)
  const { title, summary } = lesson.frontMatter
  if (!lesson.blocks.some((block) => block.kind === 'prose')) throw lacks(file, 'a text below the front matter')
  const frontMatter = { ...lesson.frontMatter, title: typeset(title), summary: typeset(summary) }
  return { ...lesson, frontMatter, entry, file }
}

async function loadSiteKata(course: Course, slug: string): Promise<SiteKata> {
  const kata = course.katas.get(slug)
  if (kata === undefined) throw new CourseError('UNKNOWN_KATA', { message: `No kata is called ${slug}.` })
  const texts = await loadKataTexts(kata)
  const [missing] = texts.brief.missing
  if (missing !== undefined) throw lacks(`katas/${slug}/README.md`, `a text below "## ${missing}"`)
  const file = findText(course.root, `katas/${slug}/hints.md`) ?? ''
  return { kata, texts, hintLines: texts.hints.map(({ text }) => lineOf(file, text)) }
}

/** The line on which a part of a text begins. */
function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length
}

function findText(root: string, file: string): string | undefined {
  const path = join(root, file)
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined
}

function lacks(file: string, what: string): CourseError {
  return new CourseError('COURSE_FILE_INVALID', {
    message: `${file}: expected ${what}, got nothing`,
    hint: `Write it, or take what leads there out of lessons/curriculum.json.`,
  })
}
