import type { Chart } from '../../../runner/src/figures/view.ts'
import { drawAxis, drawLegendItems, glyphs, legendItem, percent } from './draw-rows.ts'
import { escapeHtml } from './escape-html.ts'

// Places inside a plot, which is stretched to whatever room there is; its strokes are not.
const across = 1000
const up = 100

export function drawChart({ title, x, y, lines, limit, points }: Chart): string {
  const placeX = (at: number): number => Math.round((at / x.until) * across)
  const placeY = (at: number): number => Math.round((1 - at / y.until) * up * 10) / 10
  const paths = lines.map(({ points: places }, index) => {
    const path = places.map(([at, height]) => `${placeX(at)} ${placeY(height)}`).join('L')
    return path === '' ? '' : `<path class="line l${index}" d="M${path}"/>`
  })
  const limitLine = limit ? `<path class="limit" d="M0 ${placeY(limit.y)}H${across}"/>` : ''
  const limitName = limit
    ? `<text class="told end" x="100%" y="${percent(y.until - limit.y, y.until)}" dy="-7">${escapeHtml(limit.label)}</text>`
    : ''
  const marks = points.map(({ label, x: at, y: height }) => {
    const place = `x="${percent(at, x.until)}" y="${percent(y.until - height, y.until)}"`
    const isRight = at * 2 > x.until
    const name = `<text class="told${isRight ? ' end' : ''}" ${place} dx="${isRight ? -10 : 10}">${escapeHtml(label)}</text>`
    return `<text class="mark plain" ${place}>${glyphs.plain}</text>${name}`
  })
  const plot = `<svg viewBox="0 0 ${across} ${up}" preserveAspectRatio="none" width="100%" height="100%">${paths.join('')}${limitLine}</svg>`
  const top = `<text class="told" x="4" y="8">${y.until} ${escapeHtml(y.unit)}</text>`
  const legend = lines.map(({ label }, index) => legendItem(`<path class="line l${index}" d="M0 8H24"/>`, label))
  return (
    `<svg class="plot" role="img" aria-label="${escapeHtml(title)}">${plot}${top}${limitName}${marks.join('')}</svg>` +
    drawAxis(x.until, x.unit) +
    drawLegendItems(legend)
  )
}
