import { glossaryFile, openingFile, summaryFile } from '../../../runner/src/course/index.ts'
import { CourseError } from '../../../runner/src/errors.ts'
import { type RenderedBlock, renderBlocks } from '../markdown/render-blocks.ts'
import { markdownPage, renderMarkdown } from '../markdown/render-markdown.ts'
import { renderOpening } from '../markdown/render-opening.ts'
import { checkFigureName } from './figure-names.ts'
import { knownNames } from './known-names.ts'
import type { SiteChapter, SiteCourse } from './site-texts.ts'

/** One text of the course, and what has to work for the site to show it. */
type Check = () => Promise<unknown>

/**
 * Renders every text once and keeps nothing, so that all that is wrong is told at once, and before a page is made.
 *
 * @throws CourseError `COURSE_FILE_INVALID`
 */
export async function checkCourse(course: SiteCourse): Promise<void> {
  const complaints: CourseError[] = []
  for (const check of [
    ...course.chapters.flatMap((chapter) => chapterChecks(course, chapter)),
    glossaryCheck(course),
  ]) {
    await check().catch((error: unknown) => {
      if (!(error instanceof CourseError)) throw error
      complaints.push(error)
    })
  }
  const [first, ...others] = complaints
  if (first === undefined) return
  if (others.length === 0) throw first
  const message = complaints.map((one) => `${one.message}\n  ${one.hint}`).join('\n\n')
  throw new CourseError('COURSE_FILE_INVALID', { message, hint: 'Correct these places, and build again.' })
}

function chapterChecks(course: SiteCourse, { chapter, opening, onePage, lessons, katas }: SiteChapter): Check[] {
  const { root } = course
  const render = (text: string, file: string, firstLine = 1) =>
    renderMarkdown(text, { root, file, firstLine }, markdownPage(knownNames(course)))
  const checkFigures = (blocks: readonly RenderedBlock[]): void => {
    for (const block of blocks) if (block.kind === 'figure') checkFigureName(block.name, block.place)
  }
  return [
    ...(
      [
        [openingFile(chapter.slug), opening],
        [summaryFile(chapter.slug), onePage],
      ] as const
    ).map(([file, text]) => async () => {
      checkFigures(await renderOpening(root, file, text, markdownPage(knownNames(course))))
    }),
    ...lessons.map(({ blocks, file }) => async () => {
      checkFigures(await renderBlocks(blocks, { root, file }, markdownPage(knownNames(course))))
    }),
    ...katas.flatMap(({ kata, texts, hintLines }) => [
      async () => render(texts.brief.text, `katas/${kata.slug}/README.md`),
      ...texts.hints.map(
        ({ text }, index) =>
          async () =>
            render(text, `katas/${kata.slug}/hints.md`, hintLines[index]),
      ),
    ]),
  ]
}

function glossaryCheck(course: SiteCourse): Check {
  return async () => {
    for (const { text, line } of course.glossary.terms) {
      const source = { root: course.root, file: glossaryFile, firstLine: line }
      await renderMarkdown(text, source, markdownPage(knownNames(course)))
    }
  }
}
