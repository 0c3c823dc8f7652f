import { findFence } from './find-fence.ts'

/** The part of a Markdown text under one heading. */
export interface Section {
  readonly heading: string
  /** 1 for `#`, 2 for `##`. */
  readonly level: number
  /** What stands below the heading, up to the next one of any level; without surrounding blank lines. */
  readonly body: string
  /** Of the heading, counted from 1. */
  readonly line: number
}

/** Splits Markdown at its `#` headings. Lines inside code fences are never headings; text before the first heading is left out. */
export function parseSections(markdown: string): Section[] {
  const sections: { heading: string; level: number; body: string[]; line: number }[] = []
  const lines = markdown.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const fence = findFence(lines, index)
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    if (fence) {
      sections.at(-1)?.body.push(...lines.slice(index, fence.end + 1))
      index = fence.end
    } else if (heading?.[1] !== undefined && heading[2] !== undefined) {
      sections.push({ heading: heading[2], level: heading[1].length, body: [], line: index + 1 })
    } else {
      sections.at(-1)?.body.push(line)
    }
  }
  return sections.map((section) => ({ ...section, body: section.body.join('\n').trim() }))
}
