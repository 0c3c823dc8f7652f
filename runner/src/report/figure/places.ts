import type { Mark, Span, Tone } from '../../figures/view.ts'
import type { Screen } from '../../terminal/screen.ts'

/** A row of characters, each with the tone in which it is painted. */
export type Row = { readonly glyph: string; readonly tone: Tone | undefined }[]

export function emptyRow(width: number): Row {
  return Array.from({ length: width }, () => ({ glyph: ' ', tone: undefined }))
}

/** The column, counted from 0, in which a place of an axis lies. */
export function columnOf(place: number, until: number, width: number): number {
  return Math.min(width - 1, Math.round((place / until) * (width - 1)))
}

const drawnGlyphs = {
  mark: { good: '●', bad: '×', plain: '◆', quiet: '·' },
  span: { good: '━', bad: '╍', plain: '─', quiet: '┄' },
} as const

const plainGlyphs = {
  mark: { good: 'o', bad: 'x', plain: '*', quiet: '.' },
  span: { good: '=', bad: '~', plain: '-', quiet: '.' },
} as const

export function glyphsFor({ isPlain }: Screen): typeof drawnGlyphs | typeof plainGlyphs {
  return isPlain ? plainGlyphs : drawnGlyphs
}

// Where several marks fall into one column, the one that matters most is shown.
const weight: Readonly<Record<Tone, number>> = { quiet: 0, good: 1, plain: 2, bad: 3 }

interface Placed {
  readonly spans: readonly Span[]
  readonly marks: readonly Mark[]
}

/** Spans and marks of a lane or a ring as one row. */
export function placeRow({ spans, marks }: Placed, until: number, width: number, screen: Screen): Row {
  const row = emptyRow(width)
  const glyphs = glyphsFor(screen)
  const [opens, closes] = screen.isPlain ? ['[', ']'] : ['├', '┤']
  for (const { from, to, tone, label } of spans) {
    const [first, last] = [columnOf(from, until, width), columnOf(to, until, width)]
    for (let at = first; at <= last; at++) row[at] = { glyph: glyphs.span[tone], tone }
    row[last] = { glyph: closes, tone }
    row[first] = { glyph: opens, tone }
    writeInside(row, label ?? '', first, last)
  }
  for (const { at, tone } of [...marks].sort((a, b) => weight[a.tone] - weight[b.tone])) {
    row[columnOf(at, until, width)] = { glyph: glyphs.mark[tone], tone }
  }
  return row
}

/** A label stands in the middle of its span, if there is room. */
function writeInside(row: Row, label: string, first: number, last: number): void {
  const letters = [...label]
  const room = last - first - 1
  if (letters.length === 0 || letters.length > room) return
  const start = first + 1 + Math.floor((room - letters.length) / 2)
  for (const [index, glyph] of letters.entries()) row[start + index] = { glyph, tone: undefined }
}
