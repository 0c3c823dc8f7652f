import type { Arrow, Bars, Lanes, LegendEntry, Mark, Span, Tone } from '../../../runner/src/figures/view.ts'
import { escapeHtml } from './escape-html.ts'

/** The height of a lane or a bar; the names beside it are as high. */
const rowPx = 30
const halfPx = rowPx / 2

/** The shape of a mark, so that nobody needs the colour. */
export const glyphs: Readonly<Record<Tone, string>> = { good: '●', bad: '✕', plain: '◆', quiet: '•' }

/** A place on an axis in the form in which SVG stretches with the page while its letters stay as large. */
export function percent(place: number, until: number): string {
  return `${Math.round((place / until) * 1e4) / 100}%`
}

export function drawLanes({ title, lanes, arrows, axis, now, legend }: Lanes): string {
  const until = axis.until
  const rows = lanes.map(({ spans, marks }, index) => {
    const y = index * rowPx + halfPx
    return (
      line('lane', '0', '100%', y, y) +
      spans.map((span) => drawSpan(span, y, until)).join('') +
      marks.map((mark) => drawMark(mark, y, until)).join('')
    )
  })
  const crossing = arrows.map((arrow) => drawArrow(arrow, until))
  const at = percent(now, until)
  const reached = now < until ? line('now', at, at, 0, lanes.length * rowPx) : ''
  const names = lanes.map(({ label }) => label)
  return (
    drawRows(title, names, rows.join('') + crossing.join('') + reached) +
    drawAxis(until, axis.unit) +
    drawLegend(legend)
  )
}

export function drawBars({ title, axis, bars }: Bars): string {
  const rows = bars.map(({ value, tone }, index) => {
    const y = index * rowPx + halfPx
    const end = percent(value, axis.until)
    // A short bar has its number behind it, a long one before its end.
    const isLong = value * 2 > axis.until
    const text = `<text class="${isLong ? 'inside' : ''}" x="${end}" dx="${isLong ? -6 : 6}" y="${y}">${value}</text>`
    return line('lane', '0', '100%', y, y) + (value > 0 ? line(`span bar ${tone}`, '0', end, y, y) : '') + text
  })
  const names = bars.map(({ label }) => label)
  return drawRows(title, names, rows.join('')) + drawAxis(axis.until, axis.unit)
}

function drawRows(title: string, names: readonly string[], inner: string): string {
  const list = names.map((name) => `<li>${escapeHtml(name)}</li>`).join('')
  const height = names.length * rowPx
  return `<div class="rows"><ul>${list}</ul><svg role="img" aria-label="${escapeHtml(title)}" height="${height}">${inner}</svg></div>`
}

function line(className: string, x1: string, x2: string, y1: number, y2: number): string {
  return `<line class="${className}" x1="${x1}" x2="${x2}" y1="${y1}" y2="${y2}"/>`
}

function drawSpan({ from, to, tone, label }: Span, y: number, until: number): string {
  const start = percent(from, until)
  // What follows at once begins visibly.
  const edge = line('edge', start, start, y - 7, y + 7)
  const bar = line(`span ${tone}`, start, percent(to, until), y, y) + edge
  // Where there is no room for it, the legend says it.
  if (label === undefined || (to - from) * 5 < until) return bar
  return `${bar}<text class="on" x="${percent((from + to) / 2, until)}" y="${y}">${escapeHtml(label)}</text>`
}

function drawMark({ at, tone }: Mark, y: number, until: number): string {
  return `<text class="mark ${tone}" x="${percent(at, until)}" y="${y}">${glyphs[tone]}</text>`
}

function drawArrow({ from, to, leaves, arrives, tone, label }: Arrow, until: number): string {
  const isDown = from < to
  const gap = isDown ? 8 : -8
  const [y1, y2] = [from * rowPx + halfPx + gap, to * rowPx + halfPx - gap]
  const x2 = percent(arrives, until)
  const head = `<text class="head ${tone}" x="${x2}" y="${y2}">${isDown ? '▾' : '▴'}</text>`
  return (
    line(`arrow ${tone}`, percent(leaves, until), x2, y1, y2) + head + drawBeside(label, arrives, (y1 + y2) / 2, until)
  )
}

/** A word beside a place, on the side on which there is room. */
function drawBeside(label: string | undefined, at: number, y: number, until: number): string {
  if (label === undefined) return ''
  const isLate = at * 4 > until * 3
  const side = isLate ? 'told end' : 'told'
  return `<text class="${side}" x="${percent(at, until)}" dx="${isLate ? -6 : 6}" y="${y}">${escapeHtml(label)}</text>`
}

/** Both ends of an axis that begins at 0. */
export function drawAxis(until: number, unit: string): string {
  return `<p class="axis"><span>0</span><span>${until} ${escapeHtml(unit)}</span></p>`
}

export function drawLegend(legend: readonly LegendEntry[]): string {
  const items = legend.map(({ of, tone, label }) => {
    const sample =
      of === 'mark'
        ? `<text class="mark ${tone}" x="12" y="8">${glyphs[tone]}</text>`
        : line(`span ${tone}`, '0', '24', 8, 8)
    return legendItem(sample, label)
  })
  return drawLegendItems(items)
}

export function legendItem(sample: string, label: string): string {
  return `<li><svg width="24" height="16" aria-hidden="true">${sample}</svg> ${escapeHtml(label)}</li>`
}

export function drawLegendItems(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul class="legend">${items.join('')}</ul>`
}
