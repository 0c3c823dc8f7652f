import type { Tokens } from 'marked'
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'
import type { Paint } from './paint.ts'
import { renderInline } from './render-inline.ts'

const gap = 2
const narrowestColumn = 10

/** A table whose cells wrap, so that it never becomes wider than `width`. */
export function renderTable({ header, rows }: Tokens.Table, paint: Paint, width: number): string[] {
  const texts = [header, ...rows].map((row) =>
    row.map((cell) => renderInline(cell.tokens, { paint, knownUrls: 'all' })),
  )
  const widths = shareWidth(naturalWidths(texts), width)
  const [head = [], ...body] = texts.map((row) => renderRow(row, widths))
  const rule = widths.map((column) => '─'.repeat(column)).join(' '.repeat(gap))
  const isWrapped = body.some((lines) => lines.length > 1)
  const lines = body.flatMap((row, index) => (isWrapped && index > 0 ? ['', ...row] : row))
  return [...head.map((line) => paint.strong(line)), paint.quiet(rule), ...lines]
}

function naturalWidths(texts: readonly (readonly string[])[]): number[] {
  const columns = texts[0]?.length ?? 0
  return Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...texts.map((row) => stringWidth(row[column] ?? ''))),
  )
}

// Takes from the widest column until all fit.
function shareWidth(natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  const room = width - gap * (widths.length - 1)
  for (let sum = widths.reduce((total, column) => total + column, 0); sum > room; sum--) {
    const widest = widths.indexOf(Math.max(...widths))
    if ((widths[widest] ?? 0) <= narrowestColumn) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

function renderRow(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = widths.map((width, column) => wrapAnsi(cells[column] ?? '', width, { hard: true }).split('\n'))
  const height = Math.max(...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, column) => padTo(lines[line] ?? '', widths[column] ?? 0))
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}

function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}
