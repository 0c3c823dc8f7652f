import { briefHeadings } from '../../course/parse-brief.ts'
import { parseSections } from '../../course/parse-sections.ts'
import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** Fits a tall terminal window. */
const screenLines = 50

/** The brief has its headings, in order, each with text, on one screen. */
export function checkBrief(kata: KataSources): Unruled[] {
  const text = kata.files.get('README.md')
  if (text === undefined) return []
  const file = `${kata.folder}/README.md`
  const sections = parseSections(text).filter(({ level }) => level === 2)
  const found: Unruled[] = []
  const headings = sections.map(({ heading }) => heading)
  if (headings.join('|') !== briefHeadings.join('|')) {
    found.push({
      file,
      expected: `the headings ${briefHeadings.join(', ')}, in this order`,
      got: headings.join(', ') || 'none',
      fix: 'Add what is missing, remove what is not listed, and put them in order.',
    })
  }
  for (const { heading, line } of sections.filter(({ body }) => body === '')) {
    found.push({ file, line, expected: `text under "${heading}"`, got: 'nothing', fix: 'Write it; a line is enough.' })
  }
  const length = text.trimEnd().split('\n').length
  if (length > screenLines) {
    found.push({ file, expected: `at most ${screenLines} lines`, got: `${length}`, fix: 'Move detail to the lesson.' })
  }
  return found
}
