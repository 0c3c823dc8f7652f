import { parseLessonBlocks } from '../../../runner/src/course/index.ts'
import { type RenderedBlock, renderBlocks } from './render-blocks.ts'
import type { MarkdownPage } from './render-markdown.ts'

/** A page of a chapter that is no lesson, such as its opening. Figures may stand in it as in a lesson. */
export function renderOpening(
  root: string,
  file: string,
  text: string | undefined,
  page: MarkdownPage,
): Promise<RenderedBlock[]> {
  return renderBlocks(parseLessonBlocks(text ?? '', { file, firstLine: 1 }), { root, file }, page)
}
