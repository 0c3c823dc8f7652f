/** A line of plain text with the apostrophes that print has; running text gets them by Markdown. */
export function typeset(line: string): string {
  return line.replaceAll(/(?<=\p{L})'/gu, '’')
}
