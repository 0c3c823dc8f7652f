import { countWords } from '../markdown/count-words.ts'
import { compareMinutes } from '../minutes/compare-minutes.ts'
import { countKataMinutes } from '../minutes/count-minutes.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/**
 * The minutes in kata.json are those of its steps, or near. A drill takes as long as its system does, and a stage of a
 * build as long as its design.
 */
export function checkKataMinutes(sources: KataSources, { tree }: CourseSources): Unruled[] {
  const { kata, folder, files, tests, variantName, starterPath } = sources
  if (kata === undefined || kata.kind === 'drill' || kata.kind === 'build-stage') return []
  const starter = codeLines(tree.get(starterPath) ?? '')
  const counted = countKataMinutes({
    briefWords: countWords(files.get('README.md') ?? ''),
    starterLines: starter.length,
    tests: tests.length,
    constraints: kata.constraints.length,
    newLines: codeLines(files.get(`solution/${variantName}`) ?? '').filter((line) => !starter.includes(line)).length,
    isSearch: kata.kind === 'debug',
  })
  return compareMinutes(counted, {
    minutes: kata.minutes,
    file: `${folder}/kata.json`,
    text: files.get('kata.json') ?? '',
    field: '"minutes"',
    toleranceMinutes: 10,
  })
}

function codeLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '' && !/^(\/\/|\/?\*|#|--)/.test(line))
}
