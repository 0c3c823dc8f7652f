/** The first line, counted from 1, that contains `needle`; absent when none does. For spreading into a problem. */
export function lineOf(text: string, needle: string): { line?: number } {
  const index = text.split('\n').findIndex((line) => line.includes(needle))
  return index === -1 ? {} : { line: index + 1 }
}
