import { counted } from '../counted.ts'
import type { Chapter } from '../course/course.ts'
import { describeMinutes } from '../course/describe-minutes.ts'
import type { ChapterPages } from '../course/load-chapter.ts'
import { paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'
import { renderLesson } from './render-lesson.ts'

/** What is printed of a chapter, in pieces between which a reader may stop: its opening, its summary, what is in it. */
export function renderChapter(chapter: Chapter, pages: ChapterPages, screen: Screen): string[] {
  const paint = paintFor(screen)
  const { opening, onePage, minutes } = pages
  const time = minutes > 0 ? paint.quiet(`  ${describeMinutes(minutes)}`) : ''
  const head = `\n${paint.heading(chapter.title)}${time}\n\n${renderMarkdown(chapter.summary, screen)}\n\n`
  const summary = onePage.length > 0 ? `${paint.strong('On one page')}\n\n${renderText(onePage, screen)}` : ''
  return [`${head}${renderText(opening, screen)}`, summary, renderContents(chapter, pages, screen)].filter(Boolean)
}

function renderText(blocks: ChapterPages['opening'], screen: Screen): string {
  const parts = renderLesson({ frontMatter: { sources: [] }, blocks }, screen)
  return parts.flatMap((part) => (part.kind === 'text' ? [`${part.text}\n\n`] : [])).join('')
}

function renderContents(chapter: Chapter, { lessons, katas, minutes }: ChapterPages, screen: Screen): string {
  const paint = paintFor(screen)
  const [first] = lessons
  if (first === undefined) return ` ${paint.quiet('This chapter is still to be written.')}\n`
  const sumOf = (parts: readonly { readonly minutes: number }[]) =>
    describeMinutes(parts.reduce((sum, part) => sum + part.minutes, 0))
  const [ofLessons, ofKatas] = [counted(lessons.length, 'lesson'), counted(katas.length, 'kata')]
  return [
    ` ${describeMinutes(minutes)} for all of it: ${ofLessons} (${sumOf(lessons)}), ${ofKatas} (${sumOf(katas)}).`,
    '',
    ...lessons.map(({ slug, title, minutes }) => `  ${slug.padEnd(24)} ${title}${paint.quiet(`, ${minutes} min`)}`),
    '',
    ` Katas with their minutes: ${paint.command(`kata list ${chapter.slug}`)}`,
    ` Next: ${paint.command(`kata read ${first.slug}`)}`,
    '',
  ].join('\n')
}
