import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Chapter, Course } from './course.ts'
import { openingFile, summaryFile } from './course-files.ts'
import type { Kata } from './kata.ts'
import { katasOfChapter } from './katas-of-chapter.ts'
import { loadLesson } from './load-lesson.ts'
import { loadText } from './load-text.ts'
import { type LessonBlock, parseLessonBlocks } from './parse-lesson-blocks.ts'

/** A chapter with the texts that belong to no lesson, and what all of it takes. */
export interface ChapterPages {
  /** Empty for a chapter that is still to come. */
  readonly opening: readonly LessonBlock[]
  /** The chapter on one page. Empty where nobody has written one. */
  readonly onePage: readonly LessonBlock[]
  readonly lessons: readonly { readonly slug: string; readonly title: string; readonly minutes: number }[]
  /** Those of its lessons, and the boss. */
  readonly katas: readonly Kata[]
  /** Of its lessons and its katas, for somebody who does everything. */
  readonly minutes: number
}

/** Reads what a chapter says about itself. */
export async function loadChapter(course: Course, chapter: Chapter): Promise<ChapterPages> {
  const load = async (entry: Chapter['lessons'][number]) => {
    const { title, minutes } = (await loadLesson(course, entry)).frontMatter
    return { slug: entry.slug, title, minutes }
  }
  const lessons = await Promise.all(chapter.lessons.map(load))
  const katas = katasOfChapter(chapter).flatMap((slug) => course.katas.get(slug) ?? [])
  return {
    opening: loadBlocks(course.root, openingFile(chapter.slug)),
    onePage: loadBlocks(course.root, summaryFile(chapter.slug)),
    lessons,
    katas,
    minutes: [...lessons, ...katas].reduce((sum, { minutes }) => sum + minutes, 0),
  }
}

function loadBlocks(root: string, file: string): LessonBlock[] {
  return existsSync(join(root, file)) ? parseLessonBlocks(loadText(root, file), { file, firstLine: 1 }) : []
}
