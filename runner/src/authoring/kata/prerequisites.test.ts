import { expect, test } from 'vitest'
import type { Kata } from '../../course/kata.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { checkPrerequisitesAcyclic } from './prerequisites.ts'

function kata(slug: string, prerequisites: string[]): KataSources {
  const base = {
    folder: `katas/${slug}`,
    files: new Map(),
    starterName: '',
    variantName: '',
    testName: '',
    tests: [],
    hints: [],
  }
  return { ...base, slug, kata: { slug, prerequisites } as unknown as Kata }
}

function courseOf(...katas: KataSources[]): CourseSources {
  return { root: '/', tree: new Map(), lessons: new Map(), katas: new Map(katas.map((one) => [one.slug, one])) }
}

test('a way of any length back to the kata itself is told', () => {
  const first = kata('a', ['b'])
  const course = courseOf(first, kata('b', ['c', 'd']), kata('c', []), kata('d', ['a']))
  expect(checkPrerequisitesAcyclic(first, course)[0]?.got).toBe('a needs b needs d needs a')
})

test('a cycle among the prerequisites that does not reach the kata is another kata’s problem', () => {
  const first = kata('a', ['b'])
  expect(checkPrerequisitesAcyclic(first, courseOf(first, kata('b', ['c']), kata('c', ['b'])))).toEqual([])
})
