/** Puts `text` in the place of what the screen shows, without a moment in which it shows nothing. */
export function redraw(text: string): string {
  return `\x1b[H${text.replaceAll('\n', '\x1b[K\n')}\x1b[J`
}
