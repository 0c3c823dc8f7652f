import type { RenderedBlock } from './render-blocks.ts'

export interface Slide {
  readonly blocks: readonly RenderedBlock[]
  /** HTML, for the one who speaks. */
  readonly notes: readonly string[]
}

/** The slides of a lesson. What stands before the first mark is a slide, too, unless there is nothing to see. */
export function splitSlides(blocks: readonly RenderedBlock[]): Slide[] {
  const slides: { blocks: RenderedBlock[]; notes: string[] }[] = [{ blocks: [], notes: [] }]
  for (const block of blocks) {
    if (block.kind === 'slide') slides.push({ blocks: [], notes: [] })
    else if (block.kind === 'notes') slides.at(-1)?.notes.push(block.html)
    else slides.at(-1)?.blocks.push(block)
  }
  return slides.filter((slide) => slide.blocks.some((block) => block.kind !== 'prose' || block.html.trim() !== ''))
}
