import { parseLessonBlocks } from '../../../runner/src/course/index.ts'
import { openingFile } from '../course/site-texts.ts'
import { type RenderedBlock, renderBlocks } from './render-blocks.ts'
import type { MarkdownPage } from './render-markdown.ts'

/** The opening of a chapter, in which figures may stand as in a lesson. */
export function renderOpening(
  root: string,
  chapter: string,
  opening: string | undefined,
  page: MarkdownPage,
): Promise<RenderedBlock[]> {
  const file = openingFile(chapter)
  return renderBlocks(parseLessonBlocks(opening ?? '', { file, firstLine: 1 }), { root, file }, page)
}
