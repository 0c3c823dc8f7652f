import type { BuiltPage } from './load-pages.ts'

/** The shortest page of the course says that nothing lies at this address. */
const fewestWords = 25

/** Pages without a text: `<path>: 3 words`. */
export function findEmptyPages(pages: readonly BuiltPage[]): string[] {
  const counted = pages.map(({ path, html }) => ({ path, words: countWords(html) }))
  return counted.filter(({ words }) => words < fewestWords).map(({ path, words }) => `${path}: ${words} words`)
}

function countWords(html: string): number {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? ''
  const text = main.replaceAll(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/g, ' ')
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}

/** What a build says of faults that do not end it. */
export function findBuildFaults(output: string): string[] {
  return output.split('\n').filter((line) => /\[(ERROR|WARN)\]/.test(line))
}
