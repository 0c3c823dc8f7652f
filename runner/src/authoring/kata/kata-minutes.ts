import { countWords } from '../markdown/count-words.ts'
import { countKataMinutes, roundMinutes } from '../minutes/count-minutes.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { lineOf } from '../sources/line-of.ts'

/** How far an author's judgement may be from the count. */
const toleranceMinutes = 10

/**
 * The minutes in kata.json are those of its steps, or near. A drill takes as long as its system does, and a stage of a
 * build as long as its design.
 */
export function checkKataMinutes(sources: KataSources, { tree }: CourseSources): Unruled[] {
  const { kata, folder, files, tests, variantName, starterPath } = sources
  if (kata === undefined || kata.kind === 'drill' || kata.kind === 'build-stage') return []
  const starter = codeLines(tree.get(starterPath) ?? '')
  const counted = roundMinutes(
    countKataMinutes({
      briefWords: countWords(files.get('README.md') ?? ''),
      starterLines: starter.length,
      tests: tests.length,
      constraints: kata.constraints.length,
      newLines: codeLines(files.get(`solution/${variantName}`) ?? '').filter((line) => !starter.includes(line)).length,
      isSearch: kata.kind === 'debug',
    }),
  )
  if (Math.abs(kata.minutes - counted) <= toleranceMinutes) return []
  return [
    {
      file: `${folder}/kata.json`,
      ...lineOf(files.get('kata.json') ?? '', '"minutes"'),
      expected: `minutes: ${counted}, as its steps are counted, or at most ${toleranceMinutes} more or less`,
      got: `${kata.minutes}`,
      fix: 'Correct the minutes. They are promised to whoever plans an evening by them.',
    },
  ]
}

function codeLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '' && !/^(\/\/|\/?\*|#|--)/.test(line))
}
