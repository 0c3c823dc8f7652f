import type { Arrow, Lanes } from '../../figures/view.ts'
import { fitToWidth } from '../../terminal/fit-to-width.ts'
import type { PictureView } from './picture-view.ts'
import { columnOf, emptyRow, placeRow, type Row } from './places.ts'
import { renderAxis } from './render-axis.ts'
import { renderLegend } from './render-legend.ts'
import { renderRow } from './render-row.ts'

/** Each lane is a line; between two lanes stand the arrows that cross there. */
export function renderLanes({ lanes, arrows, axis, now, legend }: Lanes, view: PictureView): string[] {
  const { screen, paint } = view
  const labelWidth = Math.max(...lanes.map(({ label }) => label.length), 0)
  const width = view.width - labelWidth - 2
  const lines = lanes.flatMap((lane, index) => {
    const row = renderRow(placeRow(lane, axis.until, width, screen), paint)
    const text = `${fitToWidth(lane.label, labelWidth)}  ${row}`.trimEnd()
    const crossing = arrows.filter(
      (arrow) => Math.min(arrow.from, arrow.to) <= index && Math.max(arrow.from, arrow.to) > index,
    )
    if (crossing.length === 0) return [text]
    const between = renderRow(arrowRow(crossing, axis.until, width, screen.isPlain), paint)
    return [text, `${' '.repeat(labelWidth + 2)}${between}`]
  })
  const indent = ' '.repeat(labelWidth + 2)
  return [...lines, `${indent}${renderAxis({ axis, now }, width, view)}`, ...renderLegend(legend, view)]
}

function arrowRow(arrows: readonly Arrow[], until: number, width: number, isPlain: boolean): Row {
  const row = emptyRow(width)
  for (const { from, to, leaves, tone } of arrows) {
    const [down, up] = isPlain ? ['v', '^'] : tone === 'bad' ? ['⇣', '⇡'] : ['↓', '↑']
    row[columnOf(leaves, until, width)] = { glyph: from < to ? down : up, tone }
  }
  return row
}
