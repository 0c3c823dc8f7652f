import type { Ring } from '../../../runner/src/figures/view.ts'
import { drawLegend, glyphs } from './draw-rows.ts'
import { escapeHtml } from './escape-html.ts'

const radius = 70
const labelRadius = 83
const innerRadius = 57

/** Place 0 is at the top, and the ring runs as a clock does. */
export function drawRing({ title, size, spans, marks, legend }: Ring): string {
  const place = (at: number, distance: number): string => {
    const angle = (at / size) * 2 * Math.PI
    return [Math.sin(angle), -Math.cos(angle)].map((part) => (part * distance).toFixed(1)).join(' ')
  }
  const arcs = spans.map(({ from, to, tone }) => {
    const isLong = (to - from) * 2 > size ? 1 : 0
    // A whole ring would begin where it ends, and be drawn as nothing.
    const end = to - from >= size ? to - size / 1000 : to
    return `<path class="span ${tone}" d="M${place(from, radius)}A${radius} ${radius} 0 ${isLong} 1 ${place(end, radius)}"/>`
  })
  const text = (className: string, at: number, distance: number, inner: string): string => {
    const [x, y] = place(at, distance).split(' ')
    return `<text class="${className}" x="${x}" y="${y}">${inner}</text>`
  }
  let isInside = false
  const dots = marks.map(({ at, tone, label }, index) => {
    // Too near to the label before it, a label stands on the other side of the ring.
    isInside = !isInside && at - (marks[index - 1]?.at ?? -size) < size / 20
    // Beside the ring a label grows away from it.
    const turn = (at / size) * 4
    const side = turn > 0.3 && turn < 1.7 ? 0 : turn > 2.3 && turn < 3.7 ? 1 : 2
    const className = (isInside ? ['before', 'after', ''] : ['after', 'before', ''])[side] ?? ''
    const name = label === undefined ? '' : text(className, at, isInside ? innerRadius : labelRadius, escapeHtml(label))
    return text(`mark ${tone}`, at, radius, glyphs[tone]) + name
  })
  const inner = `<circle class="lane" r="${radius}"/>${arcs.join('')}${dots.join('')}`
  return `<svg class="round" role="img" aria-label="${escapeHtml(title)}" viewBox="-140 -96 280 192">${inner}</svg>${drawLegend(legend)}`
}
