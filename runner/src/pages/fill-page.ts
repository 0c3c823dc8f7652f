import { renderKataState } from './render-kata-state.ts'
import { renderProgress } from './render-progress.ts'
import type { ProgressView } from './view-progress.ts'

/** Parts of a built page that `kata site` replaces, by the name in the comments around them. */
export type SlotName = 'progress' | 'hosted'

/** The comments between which a slot lies. */
export function slotMarks(name: SlotName): readonly [before: string, after: string] {
  return [`<!--kata:${name}-->`, `<!--/kata:${name}-->`]
}

/** The name of a kata in a list stands before this, empty. */
const kataState = /(<span class="state" data-kata="([^"]+)">)(<\/span>)/g

/**
 * A built page as `kata site` serves it: with the learner's own state in it, and without what only the hosted copy
 * needs, so that it takes no JavaScript.
 */
export function fillPage(html: string, view: ProgressView, base: string): string {
  const states = new Map(view.chapters.flatMap(({ katas }) => katas).map((kata) => [kata.slug, renderKataState(kata)]))
  const withStates = html.replace(kataState, (_, before, slug, after) => `${before}${states.get(slug) ?? ''}${after}`)
  return fillSlot(fillSlot(withStates, 'hosted', ''), 'progress', renderProgress(view, base))
}

function fillSlot(html: string, name: SlotName, content: string): string {
  const [before, after] = slotMarks(name)
  const [from, to] = [html.indexOf(before), html.indexOf(after)]
  if (from === -1 || to < from) return html
  return fillSlot(html.slice(0, from) + content + html.slice(to + after.length), name, content)
}
