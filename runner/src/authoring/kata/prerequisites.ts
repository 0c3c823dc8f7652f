import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { lineOf } from '../sources/line-of.ts'

/** Every prerequisite is a kata of the course. */
export function checkPrerequisitesExist(kata: KataSources, course: CourseSources): Unruled[] {
  const unknown = (kata.kata?.prerequisites ?? []).filter((slug) => !course.katas.has(slug))
  return unknown.map((slug) => ({
    file: `${kata.folder}/kata.json`,
    ...lineOf(kata.files.get('kata.json') ?? '', '"prerequisites"'),
    expected: 'slugs of katas of this course',
    got: slug,
    fix: 'Correct the slug or remove it.',
  }))
}

/** No kata is its own prerequisite, however long the way. */
export function checkPrerequisitesAcyclic(kata: KataSources, course: CourseSources): Unruled[] {
  const cycle = findWay(kata.slug, kata.slug, course, new Set())
  if (cycle === undefined) return []
  return [
    {
      file: `${kata.folder}/kata.json`,
      ...lineOf(kata.files.get('kata.json') ?? '', '"prerequisites"'),
      expected: 'a kata that can be reached by passing others first',
      got: [kata.slug, ...cycle].join(' needs '),
      fix: 'Take one of these prerequisites away.',
    },
  ]
}

/** The slugs on the way from one kata to another along prerequisites, the first one left out. */
function findWay(from: string, to: string, course: CourseSources, seen: Set<string>): string[] | undefined {
  for (const next of course.katas.get(from)?.kata?.prerequisites ?? []) {
    if (next === to) return [to]
    if (seen.has(next)) continue
    seen.add(next)
    const rest = findWay(next, to, course, seen)
    if (rest) return [next, ...rest]
  }
  return undefined
}
