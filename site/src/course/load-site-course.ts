import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  type Chapter,
  type Course,
  type LessonEntry,
  loadKataTexts,
  loadLesson,
} from '../../../runner/src/course/index.ts'
import { collectConstraints } from './collect-constraints.ts'
import type { SiteChapter, SiteCourse, SiteLesson } from './site-texts.ts'

export const glossaryFile = 'lessons/glossary.md'

export function openingFile(chapter: string): string {
  return `lessons/${chapter}/index.md`
}

/** Reads every text that the site shows. */
export async function loadSiteCourse(course: Course): Promise<SiteCourse> {
  const chapters = await Promise.all(course.chapters.map((chapter) => loadChapter(course, chapter)))
  return {
    root: course.root,
    chapters,
    constraints: collectConstraints(course.root, chapters),
    glossary: findText(course.root, glossaryFile) ?? '',
  }
}

async function loadChapter(course: Course, chapter: Chapter): Promise<SiteChapter> {
  const slugs = [
    ...chapter.lessons.flatMap(({ katas }) => katas),
    ...(chapter.boss === undefined ? [] : [chapter.boss]),
  ]
  const katas = slugs.flatMap((slug) => course.katas.get(slug) ?? [])
  return {
    chapter,
    opening: findText(course.root, openingFile(chapter.slug)),
    lessons: await Promise.all(chapter.lessons.map((entry) => loadSiteLesson(course, entry))),
    katas: await Promise.all(katas.map(async (kata) => ({ kata, texts: await loadKataTexts(kata) }))),
  }
}

async function loadSiteLesson(course: Course, entry: LessonEntry): Promise<SiteLesson> {
  const file = relative(course.root, entry.file).replaceAll('\\', '/')
  return { ...(await loadLesson(course, entry)), entry, file }
}

function findText(root: string, file: string): string | undefined {
  const path = join(root, file)
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : undefined
}
