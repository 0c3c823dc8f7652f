import { join } from 'node:path'
import { sheetName } from './build.ts'
import type { Kata } from './kata.ts'

/** A file that a learner is given. */
export interface GivenFile {
  /** In the learner's folder. */
  readonly name: string
  /** Absolute path in the course. */
  readonly source: string
}

/** What a learner is given: brief, starter and test; of a stage also the design sheet, and the tests of the stages before it. */
export function givenFiles({ folder, starterName, starterFile, testName, testFile, stage }: Kata): GivenFile[] {
  const given = [
    { name: 'README.md', source: join(folder, 'README.md') },
    { name: starterName, source: starterFile },
  ]
  if (stage === undefined) return [...given, { name: testName, source: testFile }]
  const { stages, number } = stage
  const sheet = stages.slice(number - 1, number).map(({ sheetFile }) => ({ name: sheetName, source: sheetFile }))
  const tests = stages.slice(0, number).map((each) => ({ name: each.testName, source: each.testFile }))
  return [...given, ...sheet, ...tests]
}

/** The names of what a learner is given and edits. */
export function editedNames({ starterName, stage }: Pick<Kata, 'starterName' | 'stage'>): string[] {
  return stage === undefined ? [starterName] : [starterName, sheetName]
}
