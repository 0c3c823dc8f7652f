/** The text in exactly `width` places: cut with an ellipsis, or padded. For text without colour. */
export function fitToWidth(text: string, width: number): string {
  const letters = [...text]
  if (letters.length <= width) return text + ' '.repeat(width - letters.length)
  return width < 1 ? '' : `${letters.slice(0, width - 1).join('')}…`
}
