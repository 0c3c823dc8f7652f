import { relative, sep } from 'node:path'
import type { Curriculum } from '../../course/curriculum.ts'
import type { Kata } from '../../course/kata.ts'
import { placeStages } from '../../course/place-stages.ts'
import { CourseError } from '../../errors.ts'
import type { KataSources } from './kata-sources.ts'

/** Gives the stages of each build their places, in the order of the curriculum; what it does not list comes last. */
export function placeStageSources(root: string, katas: readonly KataSources[], curriculum?: Curriculum): KataSources[] {
  const listed = (curriculum?.chapters ?? []).flatMap(({ lessons }) => lessons.flatMap((lesson) => lesson.katas))
  const rank = ({ slug }: KataSources): number => (listed.includes(slug) ? listed.indexOf(slug) : listed.length)
  const ordered = katas.toSorted((one, other) => rank(one) - rank(other)).flatMap(({ kata }) => kata ?? [])
  return katas.map((sources) => placeOne(root, sources, ordered))
}

function placeOne(root: string, sources: KataSources, ordered: readonly Kata[]): KataSources {
  if (sources.kata?.build === undefined) return sources
  try {
    const kata = placeStages(ordered).find(({ slug }) => slug === sources.slug)
    return kata === undefined ? sources : { ...sources, kata, starterPath: pathBelow(root, kata.starterFile) }
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    const { kata: _kata, ...rest } = sources
    return { ...rest, metadataError: error.message }
  }
}

function pathBelow(root: string, file: string): string {
  return relative(root, file).split(sep).join('/')
}
