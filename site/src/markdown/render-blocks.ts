import type { LessonBlock, Prediction } from '../../../runner/src/course/index.ts'
import type { MarkdownSource } from './course-plugin.ts'
import { type MarkdownPage, renderInline, renderMarkdown } from './render-markdown.ts'

/** A block of a lesson as HTML. The course says what a block means; a component says how it looks. */
export type RenderedBlock =
  | { readonly kind: 'prose'; readonly html: string }
  | ({ readonly kind: 'predict' } & RenderedPrediction)
  | { readonly kind: 'figure'; readonly name: string; readonly html: string; readonly place: string }
  | { readonly kind: 'demo'; readonly name: string; readonly output: string }
  | { readonly kind: 'excerpt'; readonly path: string; readonly html: string }
  | { readonly kind: 'slide' }
  | { readonly kind: 'notes'; readonly html: string }

export interface RenderedOption {
  readonly html: string
  readonly why: string
  readonly isCorrect: boolean
}

export interface RenderedPrediction {
  /** Unique on the page. */
  readonly id: string
  readonly question: string
  readonly options: readonly RenderedOption[]
}

type LessonText = Omit<MarkdownSource, 'firstLine'>

/** Renders blocks one after the other, so that ids and headings come in the order of the page. */
export async function renderBlocks(
  blocks: readonly LessonBlock[],
  text: LessonText,
  page: MarkdownPage,
): Promise<RenderedBlock[]> {
  const rendered: RenderedBlock[] = []
  for (const block of blocks) rendered.push(await renderBlock(block, { ...text, firstLine: block.line }, page))
  return rendered
}

async function renderBlock(block: LessonBlock, source: MarkdownSource, page: MarkdownPage): Promise<RenderedBlock> {
  switch (block.kind) {
    case 'prose':
      return { kind: 'prose', html: await renderMarkdown(block.markdown, source, page) }
    case 'predict':
      return { kind: 'predict', ...(await renderPrediction(block.prediction, source, page)) }
    case 'figure': {
      const place = `${source.file}:${block.line}`
      return { kind: 'figure', name: block.name, html: await renderMarkdown(block.text, source, page), place }
    }
    case 'excerpt': {
      const fence = '`'.repeat(8)
      const html = await renderMarkdown(`${fence}${block.language}\n${block.code}\n${fence}`, source, page)
      return { kind: 'excerpt', path: block.path, html }
    }
    case 'notes':
      return { kind: 'notes', html: await renderMarkdown(block.text, source, page) }
    case 'demo':
    case 'slide':
      return block
  }
}

async function renderPrediction(
  { question, options }: Prediction,
  source: MarkdownSource,
  page: MarkdownPage,
): Promise<RenderedPrediction> {
  const inline = (markdown: string) => renderInline(markdown, source, page)
  const rendered: RenderedOption[] = []
  for (const { text, why, correct } of options) {
    rendered.push({ html: await inline(text), why: await inline(why), isCorrect: correct })
  }
  return {
    id: `${page.idPrefix}${page.slugger.slug('prediction')}`,
    question: await inline(question),
    options: rendered,
  }
}
