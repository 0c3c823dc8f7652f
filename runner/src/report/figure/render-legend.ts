import wrapAnsi from 'wrap-ansi'
import type { LegendEntry } from '../../figures/view.ts'
import type { PictureView } from './picture-view.ts'
import { glyphsFor } from './places.ts'
import { paintTone } from './render-row.ts'

export function renderLegend(legend: readonly LegendEntry[], { screen, paint, width }: PictureView): string[] {
  const glyphs = glyphsFor(screen)
  // An entry is not broken over two lines.
  const entries = legend.map(
    ({ of, tone, label }) => `${paintTone(glyphs[of][tone], tone, paint)}\u00a0${label.replaceAll(' ', '\u00a0')}`,
  )
  return entries.length === 0 ? [] : wrapAnsi(entries.join('  '), width).replaceAll('\u00a0', ' ').split('\n')
}
