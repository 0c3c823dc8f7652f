import type { LessonBlock } from '../course/parse-lesson-blocks.ts'
import { parseSections } from '../course/parse-sections.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import { renderCode, renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'

/** What is printed between two stops: text, or a question to commit to. */
export type LessonPart =
  | { readonly kind: 'text'; readonly text: string; readonly beginsSection: boolean }
  | Extract<LessonBlock, { kind: 'predict' }>

/** A lesson, or another page with its blocks. */
interface Readable {
  readonly frontMatter: { readonly sources: readonly { readonly url: string }[] }
  readonly blocks: readonly LessonBlock[]
}

/** Turns a lesson's blocks into what is printed, in order. Slides and notes are not for reading. */
export function renderLesson({ frontMatter, blocks }: Readable, screen: Screen): LessonPart[] {
  // The sources are listed at the end, so their addresses are not repeated in the text.
  const knownUrls = new Set(frontMatter.sources.map(({ url }) => url))
  return blocks.flatMap((block): LessonPart[] => {
    if (block.kind === 'slide' || block.kind === 'notes') return []
    if (block.kind === 'predict') return [block]
    if (block.kind !== 'prose') return [{ kind: 'text', text: renderBlock(block, screen), beginsSection: false }]
    return splitAtSections(withoutTitle(block.markdown)).map((markdown) => ({
      kind: 'text',
      text: renderMarkdown(markdown, screen, { knownUrls }),
      beginsSection: markdown.startsWith('## '),
    }))
  })
}

type FencedBlock = Extract<LessonBlock, { kind: 'demo' | 'figure' | 'excerpt' }>

function renderBlock(block: FencedBlock, screen: Screen): string {
  const paint = paintFor(screen)
  const code = (text: string): string => renderCode(text, { screen, paint }).join('\n')
  switch (block.kind) {
    case 'demo':
      return `${code(block.output)}\n\n${caption(`recorded; on this machine: kata demo ${block.name}`, paint)}`
    case 'figure':
      return `${renderMarkdown(block.text, screen, { indent: 4 })}\n\n${caption(`with its numbers in your hand: kata figure ${block.name}`, paint)}`
    case 'excerpt':
      return `${caption(block.path, paint)}\n${code(block.code)}`
  }
}

function caption(text: string, paint: Paint): string {
  return `    ${paint.quiet(text)}`
}

// The title stands above the lesson already, from its front matter.
function withoutTitle(markdown: string): string {
  return markdown.replace(/^# .*(\n+|$)/, '')
}

function splitAtSections(markdown: string): string[] {
  const lines = markdown.split('\n')
  const sections = parseSections(markdown).filter(({ level }) => level === 2)
  const cuts = [0, ...sections.map(({ line }) => line - 1), lines.length]
  return cuts
    .slice(1)
    .map((end, index) => lines.slice(cuts[index], end).join('\n').trim())
    .filter((part) => part !== '')
}
