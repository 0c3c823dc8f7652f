import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'string-width'

/** How many columns the widest line of a text takes on a terminal. */
export function widestLine(text: string): number {
  return Math.max(
    ...stripVTControlCharacters(text)
      .split(/\r?\n/)
      .map((line) => stringWidth(line)),
  )
}
