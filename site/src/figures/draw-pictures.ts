import type { Picture } from '../../../runner/src/figures/view.ts'
import { escapeHtml } from './escape-html.ts'

/** How pictures are drawn, by kind. */
export type Drawings = { readonly [Kind in Picture['kind']]?: (picture: Extract<Picture, { kind: Kind }>) => string }

/** The pictures of a view as HTML with SVG. The build and the page draw with the same hand. */
export function drawPictures(pictures: readonly Picture[], drawings: Drawings): string {
  return pictures
    .map((picture) => {
      // The kind says which drawing takes it; the compiler can't follow that.
      const draw = drawings[picture.kind] as ((drawn: Picture) => string) | undefined
      return `<div class="${picture.kind}"><p class="name">${escapeHtml(picture.title)}</p>${draw?.(picture) ?? ''}</div>`
    })
    .join('')
}
