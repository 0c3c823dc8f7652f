import { type BuildStage, capstoneName, sheetName } from '../../course/build.ts'
import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { alternativeFiles, wrongFiles } from '../sources/variant-files.ts'

const wrongSolutions = { fewest: 2, most: 5 }

/** Every file of the format is there, and no other. */
export function checkKataFiles(kata: KataSources): Unruled[] {
  return [...findMissing(kata), ...findStray(kata), ...countVariants(kata)]
}

function requiredFiles(sources: KataSources): string[] {
  const { starterName, testName } = sources
  const always = ['README.md', 'kata.json', 'hints.md', testName, 'solution/README.md', `solution/${starterName}`]
  return [...always, ...(sources.kata?.stage ? stageFiles(sources.kata.stage, sources) : [starterName])]
}

/** A build has one starter, that of its first stage: each later stage begins with what solves the one before. */
function stageFiles({ number }: BuildStage, { starterName, kata }: KataSources): string[] {
  return [
    ...(number === 1 ? [starterName, sheetName] : []),
    `solution/${sheetName}`,
    ...(kata?.capstone === undefined ? [] : [capstoneName]),
  ]
}

function findMissing(kata: KataSources): Unruled[] {
  return requiredFiles(kata)
    .filter((path) => !kata.files.has(path))
    .map((path) => ({
      file: `${kata.folder}/${path}`,
      expected: 'a file',
      got: 'nothing',
      fix: `Write ${path}.`,
    }))
}

function findStray(kata: KataSources): Unruled[] {
  const required = new Set(requiredFiles(kata))
  return [...kata.files.keys()]
    .filter((path) => !required.has(path) && !isVariant(kata, path) && path !== 'wrong/messages.snap')
    .map((path) => ({
      file: `${kata.folder}/${path}`,
      expected: 'only files of the kata format',
      got: 'a file that nothing reads',
      fix: 'Remove it, or move what it says into the brief, the hints or the solution.',
    }))
}

function isVariant(kata: KataSources, path: string): boolean {
  const ending = endingOf(kata.starterName)
  const folders =
    kata.kata?.kind === 'write-the-test'
      ? /^(solution\/alternatives|wrong|systems)\/[a-z0-9-]+/
      : /^(solution\/alternatives|wrong)\/[a-z0-9-]+/
  const rest = path.replace(folders, '')
  return rest === ending || (kata.kata?.stage !== undefined && rest === `.${sheetName}` && rest !== path)
}

function countVariants(kata: KataSources): Unruled[] {
  const alternatives = alternativeFiles(kata).length
  const wrong = wrongFiles(kata).length
  const found: Unruled[] = []
  if (alternatives < 1) {
    found.push({
      file: `${kata.folder}/solution/alternatives`,
      expected: 'at least 1 other right design',
      got: `${alternatives}`,
      fix: 'Write a solution that works in another way; the test has to pass it too.',
    })
  }
  if (wrong < wrongSolutions.fewest || wrong > wrongSolutions.most) {
    found.push({
      file: `${kata.folder}/wrong`,
      expected: `${wrongSolutions.fewest} to ${wrongSolutions.most} wrong solutions`,
      got: `${wrong}`,
      fix: 'Keep the mistakes that people really make.',
    })
  }
  return found
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot === -1 ? '' : name.slice(dot)
}
