import wrapAnsi from 'wrap-ansi'
import type { Ring } from '../../figures/view.ts'
import type { PictureView } from './picture-view.ts'
import { placeRow } from './places.ts'
import { renderAxis } from './render-axis.ts'
import { renderLegend } from './render-legend.ts'
import { renderRow } from './render-row.ts'

/** The ring, cut open at 0 and laid out flat; what is labelled is named below with its place. */
export function renderRing(ring: Ring, view: PictureView): string[] {
  const { screen, paint, width } = view
  const named = ring.marks.flatMap(({ at, label }) => (label === undefined ? [] : [`${label}\u00a0at\u00a0${at}`]))
  const names = named.length === 0 ? [] : wrapAnsi(named.join(', '), width).replaceAll('\u00a0', ' ').split('\n')
  return [
    renderRow(placeRow(ring, ring.size, width, screen), paint),
    renderAxis({ axis: { label: 'place', unit: '= 0', until: ring.size } }, width, view),
    ...names,
    ...renderLegend(ring.legend, view),
  ]
}
