import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'

const mostLines = { starter: 60, drillStarter: 90, test: 150, solution: 90 }
const testCount = { fewest: 2, most: 6 }

/** Starter, test and solutions are small enough to read. */
export function checkKataSize(kata: KataSources): Unruled[] {
  const solutions = [...kata.files.keys()].filter((path) => path.startsWith('solution/') && !path.endsWith('.md'))
  return [
    ...tooLong(kata, kata.starterName, mostLines[kata.kata?.kind === 'drill' ? 'drillStarter' : 'starter']),
    ...tooLong(kata, kata.testName, mostLines.test),
    ...solutions.flatMap((path) => tooLong(kata, path, mostLines.solution)),
    ...checkTestCount(kata),
  ]
}

function tooLong(kata: KataSources, path: string, most: number): Unruled[] {
  const length = (kata.files.get(path) ?? '').trimEnd().split('\n').length
  if (length <= most) return []
  const fix = 'Say it in fewer lines, or make it two katas.'
  return [{ file: `${kata.folder}/${path}`, expected: `at most ${most} lines`, got: `${length}`, fix }]
}

function checkTestCount(kata: KataSources): Unruled[] {
  const count = kata.tests.length
  if (!kata.files.has(kata.testName) || (count >= testCount.fewest && count <= testCount.most)) return []
  return [
    {
      file: `${kata.folder}/${kata.testName}`,
      expected: `${testCount.fewest} to ${testCount.most} tests whose names are plain strings`,
      got: `${count}`,
      fix: count < testCount.fewest ? 'Add a test; easiest first.' : 'Join tests, or make it two katas.',
    },
  ]
}
