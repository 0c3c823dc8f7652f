import { capstoneName } from '../../course/build.ts'
import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'

interface Size {
  readonly starter: number
  readonly test: number
  readonly solution: number
  readonly constraints: number
}

const usual: Size = { starter: 60, test: 150, solution: 90, constraints: 3 }
/** The code of a build grows from stage to stage. */
const ofBuild: Size = { ...usual, solution: 200 }

/** How much of each a kata may have at the most. */
export const kataSizes = {
  usual,
  ofDrill: { ...usual, starter: 90 },
  ofBuild,
  /** The test of its last stage tries every claim of a sheet. */
  ofLastStage: { ...ofBuild, test: 220 },
  /** Twice as long: one situation in which all that a chapter teaches meets. */
  ofBoss: { starter: 120, test: 300, solution: 180, constraints: 6 },
} as const satisfies Record<string, Size>

const testCount = { fewest: 2, most: 6 }

/** Starter, test and solutions are small enough to read. */
export function checkKataSize(kata: KataSources, course: CourseSources): Unruled[] {
  const solutions = [...kata.files.keys()].filter((path) => path.startsWith('solution/') && !path.endsWith('.md'))
  const most = sizeOf(kata, course)
  return [
    ...tooLong(kata, kata.starterName, most.starter),
    ...tooLong(kata, kata.testName, most.test),
    ...solutions.flatMap((path) => tooLong(kata, path, most.solution)),
    ...tooLong(kata, capstoneName, most.test),
    ...checkTestCount(kata),
    ...tooManyConstraints(kata, most.constraints),
  ]
}

function sizeOf({ slug, kata, files }: KataSources, { curriculum }: CourseSources): Size {
  if (curriculum?.chapters.some(({ boss }) => boss === slug)) return kataSizes.ofBoss
  if (kata?.kind === 'drill') return kataSizes.ofDrill
  if (files.has(capstoneName)) return kataSizes.ofLastStage
  return kata?.kind === 'build-stage' ? kataSizes.ofBuild : kataSizes.usual
}

function tooManyConstraints({ folder, kata }: KataSources, most: number): Unruled[] {
  const count = kata?.constraints.length ?? 0
  if (count <= most) return []
  const fix = 'Keep those without which the kata would be another one.'
  return [{ file: `${folder}/kata.json`, expected: `at most ${most} constraints`, got: `${count}`, fix }]
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
