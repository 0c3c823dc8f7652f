import type { KataMetadata } from '../../course/kata-metadata.ts'
import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** Beside those of every kata. */
const foldersOfKind: Partial<Record<KataMetadata['kind'], string>> = { 'write-the-test': '|systems', drill: '|system' }
const wrongSolutions = { fewest: 2, most: 5 }
/** A drill is about what does not help. */
const wrongPlaybooks = 3

/** Every file of the format is there, and no other. */
export function checkKataFiles(kata: KataSources): Unruled[] {
  return [...findMissing(kata), ...findStray(kata), ...countVariants(kata)]
}

function requiredFiles({ kata, starterName, variantName, testName }: KataSources): string[] {
  const solution = ['solution/README.md', `solution/${variantName}`]
  const ofDrill = kata?.kind === 'drill' ? ['drill.ts', variantName, ...kata.files] : []
  return ['README.md', 'kata.json', 'hints.md', starterName, testName, ...ofDrill, ...solution]
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
  const ending = endingOf(kata.variantName)
  const more = kata.kata === undefined ? '' : (foldersOfKind[kata.kata.kind] ?? '')
  return path.replace(new RegExp(`^(solution/alternatives|wrong${more})/[a-z0-9-]+`), '') === ending
}

function countVariants(kata: KataSources): Unruled[] {
  const ending = endingOf(kata.variantName)
  const fewestWrong = kata.kata?.kind === 'drill' ? wrongPlaybooks : wrongSolutions.fewest
  const count = (folder: string): number =>
    [...kata.files.keys()].filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ending)).length
  const alternatives = count('solution/alternatives')
  const wrong = count('wrong')
  const found: Unruled[] = []
  if (alternatives < 1) {
    found.push({
      file: `${kata.folder}/solution/alternatives`,
      expected: 'at least 1 other right design',
      got: `${alternatives}`,
      fix: 'Write a solution that works in another way; the test has to pass it too.',
    })
  }
  if (wrong < fewestWrong || wrong > wrongSolutions.most) {
    found.push({
      file: `${kata.folder}/wrong`,
      expected: `${fewestWrong} to ${wrongSolutions.most} wrong solutions`,
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
