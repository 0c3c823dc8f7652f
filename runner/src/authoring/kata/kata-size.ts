import { capstoneName } from '../../course/build.ts'
import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** The code of a build grows from stage to stage, and the test of the last tries every claim of a sheet. */
const mostLines = { starter: 60, drillStarter: 90, test: 150, testWithSheet: 220, solution: 90, solutionOfBuild: 200 }
const testCount = { fewest: 2, most: 6 }

/** Starter, test and solutions are small enough to read. */
export function checkKataSize(kata: KataSources): Unruled[] {
  const solutions = [...kata.files.keys()].filter((path) => path.startsWith('solution/') && !path.endsWith('.md'))
  const mostSolution = kata.kata?.kind === 'build-stage' ? mostLines.solutionOfBuild : mostLines.solution
  return [
    ...tooLong(kata, kata.starterName, mostLines[kata.kata?.kind === 'drill' ? 'drillStarter' : 'starter']),
    ...tooLong(kata, kata.testName, kata.files.has(capstoneName) ? mostLines.testWithSheet : mostLines.test),
    ...solutions.flatMap((path) => tooLong(kata, path, mostSolution)),
    ...tooLong(kata, capstoneName, mostLines.testWithSheet),
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
