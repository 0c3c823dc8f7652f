import type { Unruled } from '../problem.ts'
import { type Excerpt, findExcerpts, takeRegion } from './excerpts.ts'

/** Gives the text of a file by its path relative to the course's root. */
export type ReadSource = (path: string) => string | undefined

/** Every fence with a `from:` line equals the file or region that it names. */
export function checkCodeFromSource(file: string, text: string, read: ReadSource): Unruled[] {
  return findExcerpts(text).flatMap((excerpt) => {
    const source = read(excerpt.path)
    const name = `${excerpt.path}${excerpt.region === undefined ? '' : `#${excerpt.region}`}`
    const wanted = source === undefined ? undefined : takeRegion(source, excerpt.region)
    if (wanted === undefined) {
      const fix = 'Correct the path, or mark the place with `// #region <name>` and `// #endregion`.'
      return [{ file, line: excerpt.codeLine - 1, expected: `the place ${name}`, got: 'no such place', fix }]
    }
    return wanted === excerpt.code ? [] : [describeDifference(file, excerpt, wanted, name)]
  })
}

function describeDifference(file: string, excerpt: Excerpt, wanted: string, name: string): Unruled {
  const wantedLines = wanted.split('\n')
  const lines = excerpt.code.split('\n')
  const index = wantedLines.findIndex((line, at) => line !== lines[at])
  const at = index === -1 ? wantedLines.length : index
  return {
    file,
    line: excerpt.codeLine + at,
    expected: `${wantedLines[at] ?? 'the end of the fence'}   (${name})`,
    got: lines[at] ?? 'the end of the fence',
    fix: 'Run `kata dev check --write`, then read the text around the fence again.',
  }
}

/** The text with every excerpt made equal to its source. An excerpt whose source is lost stays as it is. */
export function updateCodeFromSource(text: string, read: ReadSource): string {
  const lines = text.split('\n')
  for (const excerpt of findExcerpts(text).reverse()) {
    const wanted = takeRegion(read(excerpt.path) ?? '', excerpt.region)
    if (wanted === undefined || wanted === '') continue
    const length = excerpt.code === '' ? 0 : excerpt.code.split('\n').length
    lines.splice(excerpt.codeLine - 1, length, ...wanted.split('\n'))
  }
  return lines.join('\n')
}
