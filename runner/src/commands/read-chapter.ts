import type { Chapter, Course } from '../course/course.ts'
import { loadChapter } from '../course/load-chapter.ts'
import { renderChapter } from '../report/render-chapter.ts'
import { askToGoOn } from '../terminal/prompts.ts'
import type { CommandContext } from './command.ts'

/** Prints a chapter's opening, its summary and its contents, stopping between them on a terminal. */
export async function readChapter(
  context: CommandContext,
  course: Course,
  chapter: Chapter,
  isJson: boolean,
): Promise<void> {
  const pages = await loadChapter(course, chapter)
  if (isJson) {
    const { slug, title, summary } = chapter
    const { opening, onePage, lessons, minutes } = pages
    const katas = pages.katas.map((kata) => ({ slug: kata.slug, title: kata.title, minutes: kata.minutes }))
    const all = { slug, title, summary, minutes, blocks: opening, summaryBlocks: onePage, lessons, katas }
    context.write(`${JSON.stringify(all, null, 2)}\n`)
    return
  }
  for (const [index, piece] of renderChapter(chapter, pages, context.screen).entries()) {
    const isStop = index > 0 && context.screen.isInteractive
    if (isStop && !(await askToGoOn('Enter to read on, q to stop', context.signal))) return
    context.write(piece)
  }
}
