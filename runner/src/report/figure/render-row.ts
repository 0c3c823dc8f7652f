import type { Tone } from '../../figures/view.ts'
import type { Paint } from '../../terminal/paint.ts'
import type { Row } from './places.ts'

/** A row as text; what is only space at its end is left out. */
export function renderRow(row: Row, paint: Paint): string {
  const end = row.findLastIndex(({ glyph }) => glyph !== ' ')
  return row
    .slice(0, end + 1)
    .map(({ glyph, tone }) => paintTone(glyph, tone, paint))
    .join('')
}

export function paintTone(text: string, tone: Tone | undefined, paint: Paint): string {
  if (tone === 'good') return paint.good(text)
  if (tone === 'bad') return paint.bad(text)
  return tone === 'quiet' ? paint.quiet(text) : text
}
