/** A text as one line of words: no emphasis, no code marks, no line breaks, no full stop at the end. */
export function plainWords(markdown: string): string {
  return markdown
    .replaceAll(/[*_`>]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '')
}
